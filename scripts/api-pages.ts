// Writes docs/api/ from the docstrings. With --check, it writes nothing and
// fails where the pages are not what it would write.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import {
  Application,
  Comment,
  type Context,
  Converter,
  type DeclarationReflection,
  type ProjectReflection,
  ReferenceType,
  ReflectionKind,
  type SomeType,
  type TypeDocOptions,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

import { anchorsOf } from '../docs/.vitepress/links.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'docs/api');

const HEAD = `# API

<!-- Written by \`npm run docs:api\` from the docstrings, as are the pages of the entries. -->

What each entry of the packages exports, with its types. How that is used: [runtime](../../runtime/README.md), [codemod](../../codemods/README.md#as-a-library).

| import from | what it is |
| --- | --- |`;

const OPTIONS: Partial<TypeDocOptions & PluginOptions> = {
  plugin: ['typedoc-plugin-markdown'],
  tsconfig: join(ROOT, 'tsconfig.json'),
  // `npm run check:types` looks for errors.
  skipErrorChecking: true,
  readme: 'none',
  disableSources: true,
  excludeExternals: true,
  validation: { notDocumented: true },
  // The types of the codemod's plan are made of its schema, which has the words.
  packagesRequiringDocumentation: ['shared-redis'],
  intentionallyNotDocumented: [
    'shared-redis.SharedRedisError.name',
    'shared-redis.RedisUrlSource.__type.env',
  ],
  requiredToBeDocumented: [
    ...(['Module', 'Function', 'Class', 'Interface', 'Property'] as const),
    ...(['TypeAlias', 'Variable'] as const),
  ],
  logLevel: 'Warn',
  // As readers of the READMEs call them.
  locales: {
    en: {
      kind_plural_class: 'Errors',
      kind_plural_interface: 'Types',
      kind_plural_type_alias: 'Types',
      kind_plural_variable: 'Constants',
      kind_plural_reference: 'Also exported',
    },
  },
  groupOrder: ['Functions', 'Errors', 'Types', '*'],
  sort: ['alphabetical'],
  outputFileStrategy: 'modules',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
  },
};

/** What has the page of another entry, whose driver has another name. */
const LIKE_ANOTHER: Readonly<Record<string, string>> = {
  'shared-redis/redis-client': 'shared-redis/node-redis',
};

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const runtime = JSON.parse(
  readFileSync(join(ROOT, 'runtime/package.json'), 'utf8'),
) as Manifest;

/** What the runtime exports, and the codemod as a library. */
const ENTRIES = [
  ...Object.keys(runtime.exports)
    .filter((path) => path !== './package.json')
    .map((path) => `shared-redis${path.slice('.'.length)}`),
  'shared-redis-codemod',
];

function sourceOf(entry: string): string {
  if (entry === 'shared-redis-codemod')
    return join(ROOT, 'codemods/src/index.ts');
  const [, name = 'index'] = entry.split('/');
  return join(ROOT, `runtime/src/${name}.ts`);
}

const readmeOf = (entry: string) =>
  join(dirname(dirname(sourceOf(entry))), 'README.md');

/** The members of a driver's class are its own affair; its comment says what differs. */
function dropMembersOfClients({ project }: Context): void {
  const isOfDriver = (type: SomeType) =>
    type instanceof ReferenceType &&
    type.package !== undefined &&
    type.package in runtime.peerDependencies;
  for (const each of project.getReflectionsByKind(ReflectionKind.Interface)) {
    const { extendedTypes = [], children = [] } = each as DeclarationReflection;
    if (!extendedTypes.some(isOfDriver)) continue;
    for (const child of [...children]) project.removeReflection(child);
  }
}

/** Constructors of errors, and brands of types. */
function dropInternals({ project }: Context): void {
  const { Constructor, Property } = ReflectionKind;
  for (const each of project.getReflectionsByKind(Constructor | Property)) {
    const isInternal = each.kindOf(Constructor) || each.name.startsWith('[');
    if (isInternal) project.removeReflection(each);
  }
}

/** Functions come in the order in which the README lists them. */
function orderFunctions(entry: DeclarationReflection): void {
  const readme = readFileSync(readmeOf(entry.name), 'utf8');
  const placeOf = ({ name }: { readonly name: string }) => {
    const place = readme.indexOf(`\n| \`${name}(`);
    if (place < 0) throw new Error(`The README does not list ${name}().`);
    return place;
  };
  entry.groups
    ?.find(({ title }) => title === 'Functions')
    ?.children.sort((a, b) => placeOf(a) - placeOf(b));
}

/** Whatever TypeDoc has to say, such as a member without a docstring. */
function requireNoWarnings({ logger }: Application): void {
  if (logger.hasErrors() || logger.hasWarnings()) process.exit(1);
}

async function convert(): Promise<[Application, ProjectReflection]> {
  const app = await Application.bootstrapWithPlugins({
    ...OPTIONS,
    entryPoints: ENTRIES.map(sourceOf),
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, dropMembersOfClients);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, dropInternals);
  const project = await app.convert();
  if (project === undefined) process.exit(1);
  app.validate(project);
  requireNoWarnings(app);
  return [app, project];
}

/** The text of each page that TypeDoc writes, by its name without ending. */
async function rendered(
  app: Application,
  project: ProjectReflection,
): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-api-'));
  try {
    await app.outputs.writeOutput({ name: 'markdown', path: folder }, project);
    requireNoWarnings(app);
    const names = filesIn(folder).map((file) => file.replace(/\.md$/, ''));
    return new Map(
      names.map((name) => [
        name,
        readFileSync(join(folder, `${name}.md`), 'utf8'),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.replaceAll(sep, '/'));
}

/** Its page, in one folder with all others: `iovalkey.md` of `shared-redis/iovalkey`. */
const fileOf = (entry: string) => `${basename(entry)}.md`;

/**
 * Links go to headings, so tables need no anchors. Type parameters are those of
 * the driver, and what is exported again needs no heading.
 */
function tidied(text: string): string {
  return text
    .replace(/<a id="[^"]*"><\/a> /g, '')
    .replace(/(?<=\]\()(?:\.\.\/|shared-redis\/)(?=[\w-]+\.md)/g, '')
    .replace(/^#+ Type Parameters\n\n(?:\|.*\n)+\n?/gm, '')
    .replace(/^### (.+)\n\nRe-exports (\[\1\]\(.+\))(?:\n\n\*{3})?$/gm, '- $2')
    .replace(/^(- .+)\n\n(?=- )/gm, '$1\n');
}

/** A link to a type leads to its heading, also where a function is called alike: `Plan` and `plan()`. */
function linkedToTypes(text: string): string {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, one]) => one!);
  const anchors = anchorsOf(headings);
  return text.replace(
    /(?<=\[`?(\w+)`?\]\()#[\w-]+(?=\))/g,
    (link, name: string) => {
      const anchor = anchors[headings.indexOf(name)];
      return anchor === undefined ? link : `#${anchor}`;
    },
  );
}

/** The entries of other drivers speak of the first one. */
function pageOf(name: string, texts: ReadonlyMap<string, string>): string {
  const text = linkedToTypes(tidied(texts.get(name)!));
  return name.includes('/')
    ? text.replaceAll('`shared-redis`', '[`shared-redis`](shared-redis.md)')
    : text;
}

function rowOf(entry: DeclarationReflection, hasPage: boolean): string {
  const { name, comment } = entry;
  const text = Comment.combineDisplayParts(comment?.summary);
  const page = hasPage ? name : LIKE_ANOTHER[name];
  const link =
    page === undefined ? `\`${name}\`` : `[\`${name}\`](${fileOf(page)})`;
  return `| ${link} | ${text.replaceAll('\n', ' ')} |`;
}

/** One page tells of two entries as long as nothing but the names is different. */
function requireAlike(name: string, other: string): void {
  const textOf = (entry: string) =>
    readFileSync(sourceOf(entry), 'utf8')
      .replaceAll('@redis/client', 'redis')
      .replaceAll(name, other)
      .replace(/[\s*]+/g, ' ');
  if (textOf(name) === textOf(other)) return;
  throw new Error(`${name} is no longer like ${other}: give it a page.`);
}

/** All pages, by their names below docs/api/. */
async function pages(): Promise<ReadonlyMap<string, string>> {
  const [app, project] = await convert();
  for (const [name, other] of Object.entries(LIKE_ANOTHER)) {
    requireAlike(name, other);
  }
  const entries = ENTRIES.map(
    (name) => project.getChildByName([name]) as DeclarationReflection,
  );
  entries.forEach(orderFunctions);
  const texts = await rendered(app, project);
  const shown = entries
    .filter(({ children = [] }) => children.length > 0)
    .map(({ name }) => name)
    .filter((name) => !(name in LIKE_ANOTHER));
  const index = entries.map((entry) =>
    rowOf(entry, shown.includes(entry.name)),
  );
  const found = new Map([['index.md', [HEAD, ...index].join('\n')]]);
  for (const name of shown) found.set(fileOf(name), pageOf(name, texts));
  const style = await resolveConfig(join(FOLDER, 'index.md'));
  for (const [file, text] of found) {
    found.set(file, await format(text, { ...style, parser: 'markdown' }));
  }
  return found;
}

function write(found: ReadonlyMap<string, string>): void {
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [file, text] of found) {
    const path = join(FOLDER, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function check(found: ReadonlyMap<string, string>): void {
  const stale = [...new Set([...found.keys(), ...filesIn(FOLDER)])].filter(
    (file) => found.get(file) !== textOf(file),
  );
  if (stale.length === 0) return;
  console.error(
    `docs/api/ is not up to date: npm run docs:api (${stale.join(', ')}).`,
  );
  process.exitCode = 1;
}

function textOf(file: string): string | undefined {
  const path = join(FOLDER, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const found = await pages();
if (process.argv.includes('--check')) check(found);
else write(found);
