import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Check, pathOf } from './packed.ts';

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

/** The plugin in projects that are there already: no peer conflict, and a finding. */
export const PLUGIN_PROJECTS: Readonly<Record<string, Check>> =
  Object.fromEntries(
    Object.entries(PROJECTS).map(([name, project]) => [
      name,
      (dir, packed) =>
        check(dir, project, pathOf(packed, 'eslint-plugin-shared-redis')),
    ]),
  );

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

async function check(
  dir: string,
  project: Project,
  tarball: string,
): Promise<string | undefined> {
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
