import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** Longer than any real chain; a configuration can extend itself. */
const LONGEST_CHAIN = 8;

interface Config {
  readonly folder: string;
  readonly extends?: unknown;
  readonly compilerOptions?: {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
  };
}

/**
 * The paths that an import means by the `paths` and the `baseUrl` of the
 * nearest tsconfig.json: for projects in which nothing is installed, whose
 * configurations extend packages that are not there.
 */
export class TsconfigPaths {
  readonly #configs = new Map<string, Config | undefined>();

  /** Absolute paths, without an extension; the first that exists is meant. */
  candidates(specifier: string, fromFolder: string): readonly string[] {
    const nearest = this.#nearest(fromFolder);
    for (const config of nearest ? this.#withExtended(nearest) : []) {
      const { folder, compilerOptions: { baseUrl, paths } = {} } = config;
      const base = resolve(folder, baseUrl ?? '.');
      const found = Object.entries(paths ?? {}).flatMap(
        ([pattern, targets]) => {
          const star = matched(pattern, specifier);
          return star === undefined
            ? []
            : targets.map((target) => resolve(base, target.replace('*', star)));
        },
      );
      if (found.length > 0) return found;
      if (baseUrl !== undefined) return [resolve(base, specifier)];
    }
    return [];
  }

  #nearest(folder: string): Config | undefined {
    const known = this.#configs.get(folder);
    if (known || this.#configs.has(folder)) return known;
    const above = dirname(folder);
    const config =
      this.#read(join(folder, 'tsconfig.json')) ??
      this.#read(join(folder, 'jsconfig.json')) ??
      (above === folder ? undefined : this.#nearest(above));
    this.#configs.set(folder, config);
    return config;
  }

  /** A configuration and those that it extends, the one that decides first. */
  #withExtended(config: Config, depth = 0): readonly Config[] {
    if (depth > LONGEST_CHAIN) return [];
    const extended = [config.extends]
      .flat()
      .reverse()
      .flatMap((base) => {
        if (typeof base !== 'string' || !base.startsWith('.')) return [];
        const path = resolve(config.folder, base);
        const found = this.#read(
          path.endsWith('.json') ? path : `${path}.json`,
        );
        return found ? this.#withExtended(found, depth + 1) : [];
      });
    return [config, ...extended];
  }

  #read(path: string): Config | undefined {
    if (!existsSync(path)) return undefined;
    // Seldom needed, and slow to import.
    const ts = createRequire(import.meta.url)(
      'typescript',
    ) as typeof import('typescript');
    const { config } = ts.readConfigFile(path, (file) =>
      readFileSync(file, 'utf8'),
    ) as { config?: Omit<Config, 'folder'> };
    return config && { ...config, folder: dirname(path) };
  }
}

/** What `*` stands for where a pattern matches. */
function matched(pattern: string, specifier: string): string | undefined {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === specifier ? '' : undefined;
  return specifier.startsWith(before) &&
    specifier.endsWith(after) &&
    specifier.length >= before.length + after.length
    ? specifier.slice(before.length, specifier.length - after.length)
    : undefined;
}
