import { join } from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';
import {
  CLIENT,
  type HandedOn,
  type Open,
  REGISTRY_MODULE,
  type Use,
} from 'eslint-plugin-shared-redis/analysis';
import type { Rewrite } from 'eslint-plugin-shared-redis/edits';
import {
  calledIn,
  callsFrom,
  judgeAll,
  type Surroundings,
} from 'eslint-plugin-shared-redis/verdicts';

import { asDecided, type Decisions } from '../decisions.js';
import { editsOf, rewritesOf } from '../edits.js';
import type { Observations } from '../observations.js';
import type { FilePlan } from '../plan-file.js';
import { closeKey, closeOf, siteKey, siteOf } from '../site.js';
import { Exports } from './exports.js';
import { Links } from './links.js';
import {
  isWholeFor,
  type NamedOpener,
  refuseOtherNames,
} from './named-openers.js';
import { projectOpens } from './openers.js';
import { ProjectFlows } from './project-flow.js';
import { RegistryImport } from './registry-import.js';
import { Resolution } from './resolution.js';
import { forRole, Roles, type RoleVariables, withRole } from '../roles.js';
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
  /** What the plan calls a file. */
  readonly nameOf: (file: string) => string;
  /** What stands above the verdicts of the analysis. */
  readonly decisions: Decisions;
  /** The module to import from in the place of `shared-redis`; a path counts from the root of the project. */
  readonly importFrom?: string | undefined;
  /** The environment variable of the URL of each role that opens are to be told apart by. */
  readonly roles?: RoleVariables | undefined;
  /** The openers that nothing calls but what is seen. */
  readonly openers?: readonly NamedOpener[] | undefined;
  /** What was seen of the opens when the program ran. */
  readonly observed: Observations['of'];
}

/** Plans files of a project together, by their paths: what is exported is followed into whatever imports it. */
export function planProject({
  sources,
  manifests,
  files,
  isRewritten,
  nameOf,
  decisions,
  importFrom,
  roles: variables = {},
  openers = [],
  observed,
}: Planned): ReadonlyMap<string, FilePlan> {
  const resolution = new Resolution(sources, manifests);
  const links = new Links(sources, resolution);
  const exports = new Exports(sources, resolution);
  const roles = new Roles(variables, (expression, file) =>
    exports.originsOf(expression, file),
  );
  const registry =
    importFrom === undefined
      ? undefined
      : new RegistryImport(importFrom, files, {
          sources,
          resolution,
          exports,
        });
  const flows = new ProjectFlows(
    sources,
    resolution,
    exports,
    links,
    isWholeFor(openers),
  );
  const opens = projectOpens(files, flows);
  refuseOtherNames(openers, opens, exports);
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
  const fileOfSite = ({ node }: Pick<Open, 'node'>): string =>
    nameOf(fileOfOpen.get(node)?.file ?? '');
  const seen = observed(
    opens.map(({ open, file }) => ({
      node: open.node,
      path: join(sources.root, file.file),
      key: siteKey(open, nameOf(file.file)),
    })),
  );
  const around: Surroundings = {
    isWholeProject: true,
    originsOf: (expression, use) => {
      const file = fileOf(use);
      return file ? flows.originsOf(expression, file, use) : [];
    },
    callsOn: oncePerCall((use) => {
      const file = fileOf(use);
      if (!file) return undefined;
      const { call: node } = use;
      const start = { file, node, as: 'value', held: CLIENT } as const;
      return calledIn(flows.from(start, 'ioredis').uses);
    }),
    callsOf: (fn) => {
      const file = sources.fileOf(fn);
      if (!file) return undefined;
      const { uses } = file.analysis.flow(callsFrom(fn), 'ioredis');
      // A method that others can reach may be called by a framework.
      if (!uses.every(({ kind }) => kind === 'exported')) return undefined;
      const found = flows.from({ ...callsFrom(fn), file }, 'ioredis');
      return found.uses.length > 0
        ? undefined
        : found.calls.map((each) => ({
            call: each.call,
            analysis: each.file.analysis,
          }));
    },
    versionOf: (module, at) => {
      const file = 'form' in at ? fileOfOpen.get(at.node) : fileOf(at);
      return resolution.versionOf(module, file?.file ?? '');
    },
    fileNameOf: (tree) => names.get(tree),
    whyNotBeyond: (use) => flows.whyNotBeyond(use),
    mustStay: ({ node }) => {
      const file = fileOfOpen.get(node);
      return file && registry?.isBehind(file)
        ? 'the module that clients are imported from opens it, by itself or by what it imports'
        : undefined;
    },
    isRewritten: (use) => isRewritten(fileOf(use)?.file ?? ''),
    seenSending: ({ node }) => seen.get(node)?.stateful ?? [],
  };
  const { judgements: judged, closes } = judgeAll(opens, around, (open) =>
    decisions.verdict(siteKey(open, fileOfSite(open))),
  );
  const roleOf = new Map(
    judged.map((each) => {
      const { node } = each.open;
      const file = fileOfOpen.get(node);
      return [node, file && roles.of(each, file)];
    }),
  );
  const judgements = judged.map((each) =>
    withRole(each, roleOf.get(each.open.node)),
  );
  const changed = new Set(
    [
      ...judgements.map(({ open }) => fileOfOpen.get(open.node)),
      ...closes.map(({ close }) => fileOf(close)),
    ].filter((file) => file !== undefined),
  );
  return new Map(
    [...changed].map((file) => {
      const ownJudgements = judgements
        .filter(({ open }) => fileOfOpen.get(open.node) === file)
        .sort((a, b) => a.open.node.range[0] - b.open.node.range[0]);
      const name = nameOf(file.file);
      const ownCloses = closes
        .filter(({ close }) => fileOf(close) === file)
        .map((each) => asDecided(each, decisions.action(closeKey(each, name))));
      return [
        name,
        {
          sites: ownJudgements.map((each) =>
            siteOf(
              each,
              name,
              (use) => nameOf(fileOf(use)?.file ?? file.file),
              seen.get(each.open.node),
            ),
          ),
          closes: ownCloses.map((each) => closeOf(each, name)),
          edits: isRewritten(file.file)
            ? editsOf(
                imported(
                  rewritesOf(ownJudgements, file.source).map((each) =>
                    forRole(each, roleOf.get(each.open.node)),
                  ),
                  file,
                  registry,
                ),
                ownCloses,
                file,
              )
            : [],
        },
      ];
    }),
  );
}

/** The same calls, those of `shared-redis` itself imported from the project's own module where it has one. */
function imported(
  rewrites: readonly Rewrite[],
  file: ProjectFile,
  registry: RegistryImport | undefined,
): readonly Rewrite[] {
  const replaced = rewrites.filter(
    ({ call }) => call.module === REGISTRY_MODULE,
  );
  if (!registry || replaced.length === 0) return rewrites;
  const calls = replaced.map(({ call }) => call);
  const module = registry.specifierIn(file, calls);
  return rewrites.map((each) =>
    replaced.includes(each)
      ? { ...each, call: { ...each.call, module } }
      : each,
  );
}

/** Many clients can be handed to the same call. */
function oncePerCall<Answer>(
  answer: (use: HandedOn) => Answer,
): (use: HandedOn) => Answer {
  const known = new Map<HandedOn['call'], { readonly answer: Answer }>();
  return (use) => {
    const found = known.get(use.call) ?? { answer: answer(use) };
    known.set(use.call, found);
    return found.answer;
  };
}
