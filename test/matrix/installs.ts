// Installs the packed plugin into fresh projects of several kinds, without any
// peer conflict, and lints files there, also with types where the project has
// them: `npm run test:installs`, or with the first words of a project's name
// for some of them.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORKSPACE } from './copy.ts';

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
interface Check {
  readonly args: readonly string[];
  readonly rule: string;
}

function checksOf({ language, isTyped = false }: Project): readonly Check[] {
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

const folder = mkdtempSync(join(tmpdir(), 'shared-redis-installs-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A package as it would be published. */
async function pack(workspace: 'rules' | 'runtime'): Promise<string> {
  const { stdout } = await run(
    'npm',
    ['pack', `--workspace=${workspace}`, `--pack-destination=${folder}`],
    { cwd: WORKSPACE },
  );
  return join(folder, stdout.trim().split('\n').at(-1)!);
}

/** What is wrong in a project of this kind, if anything. */
async function check(
  name: string,
  project: Project,
): Promise<string | undefined> {
  const { packages, language, isTyped } = project;
  const dir = join(folder, name.replace(/\W+/g, '-'));
  await mkdir(dir);
  for (const [file, text] of Object.entries(FILES)) {
    writeFileSync(join(dir, file), text);
  }
  const flags = ['--strict-peer-deps', '--no-audit', '--no-fund'];
  // The project is there first, as it is where somebody adds the plugin.
  for (const specs of [
    packages,
    [plugin],
    ...(isTyped ? [['ioredis', runtime]] : []),
  ]) {
    await run('npm', ['install', ...flags, ...specs], { cwd: dir });
  }
  const installed = readdirSync(join(dir, 'node_modules'));
  if (installed.includes('typescript') !== (language === 'ts')) {
    return 'installing the plugin brought TypeScript';
  }
  for (const { args, rule } of checksOf(project)) {
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

const wanted = process.argv.slice(2);
const plugin = await pack('rules');
const runtime = await pack('runtime');
for (const [name, project] of Object.entries(PROJECTS)) {
  if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one)))
    continue;
  const problem = await check(name, project).catch(
    (error: unknown) => (error as Error).message,
  );
  console.log(`${problem === undefined ? '✓' : '✗'} ${name}`);
  if (problem === undefined) continue;
  console.log(problem.replace(/^/gm, '    '));
  process.exitCode = 1;
}
