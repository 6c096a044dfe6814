// Installs the packed plugin into fresh projects of several kinds, without any
// peer conflict, and lints a file there: `npm run test:installs`, or with the
// first words of a project's name for some of them.
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
  readonly file: string;
  readonly linter: 'eslint' | 'oxlint';
  /** The lines that an ESLint configuration has for TypeScript. */
  readonly typescript?: string;
  /** Whether TypeScript may be there afterwards. */
  readonly hasTypescript: boolean;
}

const TYPESCRIPT_ESLINT =
  "{ files: ['**/*.ts'], languageOptions: { parser: (await import('typescript-eslint')).parser } },";

const PROJECTS: Readonly<Record<string, Project>> = {
  'JavaScript, ESLint 9': {
    packages: ['eslint@9'],
    file: 'index.js',
    linter: 'eslint',
    hasTypescript: false,
  },
  'JavaScript, ESLint 10': {
    packages: ['eslint@10'],
    file: 'index.js',
    linter: 'eslint',
    hasTypescript: false,
  },
  'TypeScript 5.6, typescript-eslint 8': {
    packages: ['eslint@9', 'typescript@~5.6.0', 'typescript-eslint@8'],
    file: 'index.ts',
    linter: 'eslint',
    typescript: TYPESCRIPT_ESLINT,
    hasTypescript: true,
  },
  'TypeScript 6.0, typescript-eslint 8': {
    packages: ['eslint@10', 'typescript@~6.0.0', 'typescript-eslint@8'],
    file: 'index.ts',
    linter: 'eslint',
    typescript: TYPESCRIPT_ESLINT,
    hasTypescript: true,
  },
  'TypeScript 7, oxlint': {
    packages: ['oxlint@1', 'typescript@7'],
    file: 'index.ts',
    linter: 'oxlint',
    hasTypescript: true,
  },
};

const CODE = `import Redis from 'ioredis';
export const get = (key) => new Redis().get(key);
`;
const FINDING = /shared-redis.no-direct-client/;

const folder = mkdtempSync(join(tmpdir(), 'shared-redis-installs-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The plugin as it would be published. */
async function pack(): Promise<string> {
  const args = ['pack', '--workspace=rules', `--pack-destination=${folder}`];
  await run('npm', args, { cwd: WORKSPACE });
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  return join(folder, tarball!);
}

function write(dir: string, { file, typescript = '' }: Project): void {
  const files = {
    'package.json': JSON.stringify({ private: true, type: 'module' }),
    'eslint.config.js': `import sharedRedis from 'eslint-plugin-shared-redis';
export default [${typescript} sharedRedis.configs.recommended];`,
    '.oxlintrc.json': JSON.stringify({
      jsPlugins: ['eslint-plugin-shared-redis'],
      rules: { 'shared-redis/no-direct-client': 'error' },
    }),
    [file]: CODE,
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(dir, name), text);
  }
}

/** What is wrong in a project of this kind, if anything. */
async function check(
  name: string,
  project: Project,
  tarball: string,
): Promise<string | undefined> {
  const dir = join(folder, name.replace(/\W+/g, '-'));
  await mkdir(dir);
  write(dir, project);
  const flags = ['--strict-peer-deps', '--no-audit', '--no-fund'];
  // The project is there first, as it is where somebody adds the plugin.
  for (const specs of [project.packages, [tarball]]) {
    await run('npm', ['install', ...flags, ...specs], { cwd: dir });
  }
  const installed = readdirSync(join(dir, 'node_modules'));
  if (installed.includes('typescript') !== project.hasTypescript) {
    return 'installing the plugin brought TypeScript';
  }
  const linted = await lint(dir, project);
  return FINDING.test(linted) ? undefined : `no finding in: ${linted}`;
}

async function lint(dir: string, { linter, file }: Project): Promise<string> {
  const command = join(dir, 'node_modules/.bin', linter);
  try {
    return (await run(command, [file], { cwd: dir })).stdout;
  } catch (error) {
    // A finding is an exit code other than 0.
    const { stdout = '', stderr = '' } = error as Record<string, string>;
    return stdout + stderr;
  }
}

const wanted = process.argv.slice(2);
const tarball = await pack();
for (const [name, project] of Object.entries(PROJECTS)) {
  if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one)))
    continue;
  const problem = await check(name, project, tarball).catch(
    (error: unknown) => (error as Error).message,
  );
  console.log(`${problem === undefined ? '✓' : '✗'} ${name}`);
  if (problem === undefined) continue;
  console.log(problem.replace(/^/gm, '    '));
  process.exitCode = 1;
}
