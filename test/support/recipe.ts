import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { Program } from './program.ts';
import { freePort } from './redis-server.ts';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));

export const RECIPES = join(WORKSPACE, 'test/recipes');

/** A recipe in a project of its own, outside of the workspace. */
export class RecipeProject implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'shared-redis-recipe-'));

  /** Copies a recipe; its modules are those of the workspace. */
  constructor(name: string) {
    writeFileSync(this.path('package.json'), '{ "type": "module" }');
    cpSync(join(RECIPES, name), this.folder, { recursive: true });
    symlinkSync(
      join(WORKSPACE, 'node_modules'),
      this.path('node_modules'),
      'junction',
    );
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  /**
   * Compiles its TypeScript, as Node 20 does not run that, and tsx takes a
   * second longer to start.
   */
  async compile(): Promise<this> {
    const programs = readdirSync(this.folder).filter((file) =>
      file.endsWith('.ts'),
    );
    await this.bundle(programs, [/^(?!@oxc-project)[@a-z]/]);
    return this;
  }

  /** Writes a JavaScript file beside each of these, with what it imports in it. */
  async bundle(
    files: readonly string[],
    external: readonly (string | RegExp)[],
  ): Promise<void> {
    const bundle = await rolldown({
      input: files.map((file) => this.path(file)),
      external: [...external],
      platform: 'node',
      logLevel: 'silent',
      transform: { decorator: { legacy: true } },
    });
    await bundle.write({ dir: this.folder, format: 'esm' });
    await bundle.close();
  }

  run(
    file: string,
    env: NodeJS.ProcessEnv,
    args: readonly string[] = [],
  ): Program {
    return new Program([this.path(file), ...args], this.folder, env);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

export interface Service extends AsyncDisposable {
  readonly program: Program;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

/** Starts a compiled program that is a server; resolves once it listens. */
export async function startService(
  project: RecipeProject,
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<Service> {
  const port = String(await freePort());
  const program = project.run(file, { ...env, PORT: port });
  await program.prints('Listening');
  return {
    program,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
