import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));
export const MODULES = join(WORKSPACE, 'node_modules');

const INSTALL_TIMEOUT_MS = 300_000;

const run = promisify(execFile);

/**
 * Installs one package, with what it needs, into a folder of its own.
 *
 * @returns The folder of the modules.
 */
export async function install(spec: string, folder: string): Promise<string> {
  await installAll([spec], folder);
  return join(folder, 'node_modules');
}

/** Installs packages, with what they need, into a folder of their own. */
export async function installAll(
  specs: readonly string[],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const flags = ['--no-save', '--no-audit', '--no-fund', '--prefix', folder];
  await run('npm', ['install', ...flags, ...specs], {
    cwd: folder,
    timeout: INSTALL_TIMEOUT_MS,
  });
}

/**
 * Copies the workspace, built packages included. Its modules are links to the
 * ones of the workspace, but for the packages that are given.
 */
export async function copyWorkspace(
  target: string,
  packages: Readonly<Record<string, string>>,
): Promise<void> {
  await cp(WORKSPACE, target, {
    recursive: true,
    filter: (source) => !['node_modules', '.git'].includes(basename(source)),
  });
  const modules = join(target, 'node_modules');
  await mkdir(modules);
  const links = Object.fromEntries(
    (await readdir(MODULES))
      .filter((name) => !name.startsWith('.'))
      .map((name) => [name, join(MODULES, name)]),
  );
  const own = { 'shared-redis': join(target, 'runtime'), ...packages };
  for (const [name, folder] of Object.entries({ ...links, ...own })) {
    await symlink(folder, join(modules, name), 'junction');
  }
}
