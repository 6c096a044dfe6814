// Bundles what `tsc` leaves out: it writes the declarations only. ESLint loads
// the plugin on every run, and to load a hundred files takes longest.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const folder = fileURLToPath(new URL('.', import.meta.url));

const { exports, dependencies } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);

/** What the package exports as `dist/<name>.js` is `src/<name>.ts`. */
const entries = Object.values(exports)
  .filter((target) => target.default)
  .map((target) => target.default.replace(/^\.\/dist\/|\.js$/g, ''));

/** Chunks of an earlier build. The declarations next to them stay. */
const removeStale = {
  name: 'remove-stale',
  writeBundle({ dir }, bundle) {
    readdirSync(dir, { recursive: true })
      .filter((file) => file.endsWith('.js') && !(file in bundle))
      .forEach((file) => rmSync(join(dir, file)));
  },
};

export default defineConfig({
  cwd: folder,
  input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
  external: Object.keys(dependencies),
  platform: 'node',
  resolve: { extensionAlias: { '.js': ['.ts'] } },
  output: {
    format: 'esm',
    dir: join(folder, 'dist'),
    plugins: [removeStale],
    chunkFileNames: 'chunk-[name].js',
    codeSplitting: { groups: [{ name: 'core' }] },
    comments: false,
  },
});
