// Bundles what `tsc` leaves out: it writes the declarations only.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const folder = fileURLToPath(new URL('.', import.meta.url));

const { exports, peerDependencies } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);

/** What the package exports as `dist/esm/<name>.js` is `src/<name>.ts`. */
const entries = Object.values(exports)
  .filter((target) => target.import)
  .map((target) => basename(target.import, '.js'));

/** What exports nothing, and is for `node --import` and `node --require`: `dist/preload/<name>.js`. */
const preloads = Object.values(exports)
  .filter((target) => target.default)
  .map((target) => basename(target.default, '.js'));

/** The package is ESM; Node and TypeScript have to be told what is not. */
const markCommonjs = {
  name: 'mark-commonjs',
  generateBundle() {
    const source = '{ "type": "commonjs" }\n';
    this.emitFile({ type: 'asset', fileName: 'package.json', source });
  },
};

/** The declarations that the entries lead to. */
function declarations() {
  const found = new Map();
  const pending = [...entries, ...preloads];
  for (let name = pending.pop(); name; name = pending.pop()) {
    if (found.has(name)) continue;
    const path = join(folder, 'dist/types', `${name}.d.ts`);
    const text = readFileSync(path, 'utf8');
    found.set(name, text);
    for (const [, next] of text.matchAll(/["']\.\/([\w-]+)\.js["']/g)) {
      pending.push(next);
    }
  }
  return found;
}

const copyTypes = {
  name: 'copy-types',
  generateBundle() {
    for (const [name, source] of declarations()) {
      this.emitFile({ type: 'asset', fileName: `${name}.d.ts`, source });
    }
  },
};

/** One set of types for both: a client of one is a client of the other. */
const pointToTypes = {
  name: 'point-to-types',
  generateBundle() {
    for (const name of entries) {
      const source = `export * from '../cjs/${name}.js';\n`;
      this.emitFile({ type: 'asset', fileName: `${name}.d.ts`, source });
    }
  },
};

/** What an earlier build has left. */
const removeStale = {
  name: 'remove-stale',
  writeBundle({ dir }, bundle) {
    readdirSync(dir)
      .filter((file) => !(file in bundle))
      .forEach((file) => rmSync(join(dir, file)));
  },
};

const output = (format, plugins) => ({
  format,
  plugins,
  dir: join(folder, 'dist', format),
  // In the folder of the entries: a stack tells by it what is of this package.
  chunkFileNames: 'chunk-[name].js',
  // To load a file costs more than to read code that is not needed.
  // To load a file costs more than to read code: what half of the entries need
  // is one. Both systems' files of up to 32 kB compress as one, side by side.
  codeSplitting: { groups: [{ name: 'core', minShareCount: 4 }] },
  comments: false,
});

// What several entries need is in chunks of its own, so that it exists once.
const build = (names, output) => ({
  cwd: folder,
  input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
  external: Object.keys(peerDependencies),
  platform: 'node',
  resolve: { extensionAlias: { '.js': ['.ts'] } },
  output,
});

export default defineConfig([
  build(entries, [
    output('esm', [removeStale, pointToTypes]),
    output('cjs', [removeStale, markCommonjs, copyTypes]),
  ]),
  // One file of its own, so that nothing of it is loaded with the package.
  build(preloads, {
    ...output('cjs', [removeStale, markCommonjs]),
    dir: join(folder, 'dist/preload'),
    codeSplitting: false,
    minify: true,
  }),
]);
