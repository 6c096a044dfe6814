import type { TSESTree } from '@typescript-eslint/utils';
import { CLIENT, type Use } from 'eslint-plugin-shared-redis/analysis';
import { calledIn, judgeAll } from 'eslint-plugin-shared-redis/verdicts';

import { editsOf } from '../edits.js';
import type { FilePlan } from '../plan-file.js';
import { closeOf, siteOf } from '../site.js';
import { Links } from './links.js';
import { projectOpens } from './openers.js';
import { ProjectFlows } from './project-flow.js';
import { Resolution } from './resolution.js';
import type { ProjectFile, Sources } from './sources.js';

/** What is planned. */
export interface Planned {
  /** Every file of the project: clients are followed into all of them. */
  readonly sources: Sources;
  /** The `package.json` files of the project. */
  readonly manifests: readonly string[];
  /** The files with opens that are judged. */
  readonly files: readonly ProjectFile[];
  /** Whether a file may be rewritten. */
  readonly isRewritten: (file: string) => boolean;
  /** How the plan names a file. */
  readonly nameOf: (file: string) => string;
}

/** Plans files of a project together, by their paths: what is exported is followed into whatever imports it. */
export function planProject({
  sources,
  manifests,
  files,
  isRewritten,
  nameOf,
}: Planned): ReadonlyMap<string, FilePlan> {
  const resolution = new Resolution(sources, manifests);
  const links = new Links(sources, resolution);
  const flows = new ProjectFlows(sources, resolution, links);
  const opens = projectOpens(files, flows);
  const fileOfOpen = new Map(opens.map(({ open, file }) => [open.node, file]));
  const fileOf = (use: Use): ProjectFile | undefined => flows.fileOf(use);
  const names = new Map(
    opens.flatMap(({ open, file }) =>
      [file, ...open.uses.flatMap((use) => fileOf(use) ?? [])].map((each) => [
        each.source.ast as TSESTree.Node,
        nameOf(each.file),
      ]),
    ),
  );
  const { judgements, closes } = judgeAll(opens, {
    isWholeProject: true,
    originsOf: (expression, use) => {
      const file = fileOf(use);
      return file ? flows.originsOf(expression, file, use) : [];
    },
    callsOn: (use) => {
      const file = fileOf(use);
      if (!file) return undefined;
      const start = {
        file,
        node: use.call,
        as: 'value',
        held: CLIENT,
      } as const;
      return calledIn(flows.from(start, 'ioredis').uses);
    },
    versionOf: (module, use) =>
      resolution.versionOf(module, fileOf(use)?.file ?? ''),
    fileNameOf: (tree) => names.get(tree),
    whyNotBeyond: (use) => flows.whyNotBeyond(use),
    isRewritten: (use) => isRewritten(fileOf(use)?.file ?? ''),
  });
  const changed = new Set(
    [
      ...judgements.map(({ open }) => fileOfOpen.get(open.node)),
      ...closes.map(({ close }) => fileOf(close)),
    ].filter((file) => file !== undefined),
  );
  return new Map(
    [...changed].map((file) => {
      const ownJudgements = judgements.filter(
        ({ open }) => fileOfOpen.get(open.node) === file,
      );
      const ownCloses = closes.filter(({ close }) => fileOf(close) === file);
      return [
        file.file,
        {
          sites: ownJudgements.map((each) =>
            siteOf(each, nameOf(file.file), (use) =>
              nameOf((fileOf(use) ?? file).file),
            ),
          ),
          closes: ownCloses.map((each) => closeOf(each, nameOf(file.file))),
          edits: isRewritten(file.file)
            ? editsOf(ownJudgements, ownCloses, file)
            : [],
        },
      ];
    }),
  );
}
