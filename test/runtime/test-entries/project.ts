import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folderOf = (relative: string) =>
  fileURLToPath(new URL(relative, import.meta.url));
const fixtures = folderOf('../../fixtures/test-entries/');
const modules = folderOf('../../../node_modules/');
const built = folderOf('../../../runtime/');

/** What tests and files of tests ended with, whichever runner ran them. */
export interface Report {
  /** The messages of a test's errors, by its title; none when it passed. */
  readonly tests: Record<string, string[]>;
  /** Errors of no test. */
  readonly rest: string;
}

export interface Runner {
  readonly name: string;
  /** Packages besides the built one that the project has installed. */
  readonly packages: readonly string[];
  readonly extension: string;
  /** Stands for the first statement of a fixture, which imports these. */
  readonly imports: string;
  /** Configuration files, by name. */
  readonly files: Record<string, string>;
  readonly args: readonly string[];
  readonly parse: (printed: string) => Report;
}

/** Runs fixtures as a project with the published package installed does. */
export async function runTests(
  { packages, extension, imports, files, args, parse }: Runner,
  names: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Report> {
  const project = await mkdtemp(path.join(tmpdir(), 'shared-redis-project-'));
  const at = (name: string) => path.join(project, name);
  try {
    await install(at('node_modules'), packages);
    for (const [name, text] of Object.entries(files)) {
      await writeFile(at(name), text);
    }
    for (const name of names) {
      const source = await readFile(`${fixtures}${name}.js`, 'utf8');
      const text = source.replace(/^import [^;]*;/, withItsLines(imports));
      await writeFile(at(`${name}.test.${extension}`), text);
    }
    return parse(await printed(project, args, env));
  } finally {
    await rm(project, { recursive: true });
  }
}

/** Lines of errors are those of the fixture. */
function withItsLines(imports: string): (replaced: string) => string {
  return (replaced) => imports + '\n'.repeat(replaced.split('\n').length - 1);
}

async function install(
  folder: string,
  packages: readonly string[],
): Promise<void> {
  const target = path.join(folder, 'shared-redis');
  await mkdir(target, { recursive: true });
  for (const part of ['package.json', 'dist']) {
    await cp(path.join(built, part), path.join(target, part), {
      recursive: true,
    });
  }
  for (const name of ['ioredis', ...packages]) {
    await symlink(path.join(modules, name), path.join(folder, name));
  }
}

/** By these, runners tell that they run inside of a test run. */
const OUTSIDE = {
  NODE_OPTIONS: undefined,
  NODE_TEST_CONTEXT: undefined,
  VITEST: undefined,
};

/** Standard output; a run with failing tests has an exit code, too. */
function printed(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd, env: { ...process.env, ...OUTSIDE, ...env }, timeout: 60_000 },
      (error, stdout, stderr) => {
        if (stdout) resolve(stdout);
        else reject(new Error(stderr, { cause: error }));
      },
    );
  });
}
