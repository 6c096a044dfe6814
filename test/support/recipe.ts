import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { Program } from './program.ts';
import { freePort } from './redis-server.ts';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));

export const RECIPES = join(WORKSPACE, 'test/recipes');

const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  experimentalDecorators: true,
};

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

  /** Compiles what is TypeScript: Node 20 does not run it, and tsx takes a second. */
  compile(): this {
    for (const file of readdirSync(this.folder)) {
      if (!file.endsWith('.ts')) continue;
      const { outputText } = ts.transpileModule(
        readFileSync(this.path(file), 'utf8'),
        { compilerOptions: COMPILER_OPTIONS },
      );
      writeFileSync(this.path(file.replace(/ts$/, 'js')), outputText);
    }
    return this;
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
