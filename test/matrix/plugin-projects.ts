import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Check, type Packed, pathOf } from './packed.ts';

const run = promisify(execFile);

/** A kind of project that uses the plugin. */
interface Project {
  readonly packages: readonly string[];
  readonly linter: 'eslint' | 'oxlint';
  readonly language: 'js' | 'ts';
  /** Whether the runtime is installed too, and the rules run with types. */
  readonly isTyped?: boolean;
}

const PROJECTS: Readonly<Record<string, Project>> = {
  'JavaScript, ESLint 9': {
    packages: ['eslint@9'],
    linter: 'eslint',
    language: 'js',
  },
  'JavaScript, ESLint 10': {
    packages: ['eslint@10'],
    linter: 'eslint',
    language: 'js',
  },
  'TypeScript 5.6, typescript-eslint 8': {
    packages: ['eslint@9', 'typescript@~5.6.0', 'typescript-eslint@8'],
    linter: 'eslint',
    language: 'ts',
    isTyped: true,
  },
  'TypeScript 6.0, typescript-eslint 8': {
    packages: ['eslint@10', 'typescript@~6.0.0', 'typescript-eslint@8'],
    linter: 'eslint',
    language: 'ts',
    isTyped: true,
  },
  'TypeScript 7, oxlint': {
    packages: ['oxlint@1', 'typescript@7'],
    linter: 'oxlint',
    language: 'ts',
  },
};

/** A configuration of ESLint for files in TypeScript, with one of the plugin's. */
function eslintConfig(name: string, languageOptions = '{}'): string {
  return `import sharedRedis from 'eslint-plugin-shared-redis';
const typescript = async () => ({
  files: ['**/*.ts'],
  languageOptions: {
    parser: (await import('typescript-eslint')).parser,
    ...${languageOptions},
  },
});
export default [
  ...(process.argv.some((each) => each.endsWith('.ts')) ? [await typescript()] : []),
  sharedRedis.configs['${name}'],
];
`;
}

const OPENS = `import Redis from 'ioredis';
export const get = (key) => new Redis().get(key);
`;

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ private: true, type: 'module' }),
  'eslint.config.js': eslintConfig('recommended'),
  'typed.config.js': eslintConfig(
    'recommended-type-checked',
    '{ parserOptions: { projectService: true } }',
  ),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', strict: true },
  }),
  '.oxlintrc.json': JSON.stringify({
    jsPlugins: ['eslint-plugin-shared-redis'],
    rules: { 'shared-redis/no-direct-client': 'error' },
  }),
  'opens.js': OPENS,
  'opens.ts': OPENS,
  'redis.ts': `import { getRedisClient } from 'shared-redis';
export const redis = getRedisClient();
`,
  'closes.ts': `import { redis } from './redis.js';
export const stop = () => redis.quit();
`,
};

/** A run of the linter, and the rule that has to report something there. */
interface LinterRun {
  readonly args: readonly string[];
  readonly rule: string;
}

function runsOf({ language, isTyped = false }: Project): readonly LinterRun[] {
  const typed = ['--config', 'typed.config.js'];
  return [
    { args: [`opens.${language}`], rule: 'no-direct-client' },
    ...(isTyped
      ? [
          { args: [...typed, 'opens.ts'], rule: 'no-direct-client' },
          // The client is shared in another file.
          { args: [...typed, 'closes.ts'], rule: 'no-close-shared-client' },
        ]
      : []),
  ];
}

/** The plugin in projects that are there already: no peer conflict, and its findings, also with types where the project has them. */
export const PLUGIN_PROJECTS: Readonly<Record<string, Check>> =
  Object.fromEntries(
    Object.entries(PROJECTS).map(([name, project]) => [
      name,
      (dir, packed) => check(dir, project, packed),
    ]),
  );

async function check(
  dir: string,
  project: Project,
  packed: readonly Packed[],
): Promise<string | undefined> {
  const { packages, language, isTyped } = project;
  for (const [file, text] of Object.entries(FILES)) {
    writeFileSync(join(dir, file), text);
  }
  const flags = ['--strict-peer-deps', '--no-audit', '--no-fund'];
  // The project is there first, as it is where somebody adds the plugin.
  for (const specs of [
    packages,
    [pathOf(packed, 'eslint-plugin-shared-redis')],
    ...(isTyped ? [['ioredis', pathOf(packed, 'shared-redis')]] : []),
  ]) {
    await run('npm', ['install', ...flags, ...specs], { cwd: dir });
  }
  const installed = readdirSync(join(dir, 'node_modules'));
  if (installed.includes('typescript') !== (language === 'ts')) {
    return 'installing the plugin brought TypeScript';
  }
  for (const { args, rule } of runsOf(project)) {
    const linted = await lint(dir, project, args);
    if (!new RegExp(`shared-redis.${rule}\\b`).test(linted)) {
      return `no report of ${rule} with ${args.join(' ')}: ${linted}`;
    }
  }
  return undefined;
}

async function lint(
  dir: string,
  { linter }: Project,
  args: readonly string[],
): Promise<string> {
  const command = join(dir, 'node_modules/.bin', linter);
  try {
    return (await run(command, args, { cwd: dir })).stdout;
  } catch (error) {
    // A report is an exit code other than 0.
    const { stdout = '', stderr = '' } = error as Record<string, string>;
    return stdout + stderr;
  }
}
