// Bundles what `tsc` leaves out of a package: it writes the declarations only.
// To load a hundred files takes longer than to run them.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

/** What the package has as `dist/<name>.js` for others to import or run is `src/<name>.ts`. */
const entriesOf = ({ exports, bin = {} }) =>
  [
    ...Object.values(exports).map((target) => target.default),
    ...Object.values(bin),
  ]
    .filter((target) => target !== undefined)
    .map((target) => target.replace(/^(?:\.\/)?dist\/|\.js$/g, ''));

/** Chunks of an earlier build. The declarations next to them stay. */
const removeStale = {
  name: 'remove-stale',
  writeBundle({ dir }, bundle) {
    readdirSync(dir, { recursive: true })
      .filter((file) => file.endsWith('.js') && !(file in bundle))
      .forEach((file) => rmSync(join(dir, file)));
  },
};

/** @param {string} url that of the package's configuration */
export function bundle(url, { codeSplitting } = {}) {
  const folder = fileURLToPath(new URL('.', url));
  const manifest = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  return defineConfig({
    cwd: folder,
    input: Object.fromEntries(
      entriesOf(manifest).map((name) => [name, `src/${name}.ts`]),
    ),
    external: Object.keys(manifest.dependencies).map(
      (name) => new RegExp(`^${name}(?:/|$)`),
    ),
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    output: {
      format: 'esm',
      dir: join(folder, 'dist'),
      plugins: [removeStale],
      chunkFileNames: 'chunk-[name].js',
      codeSplitting,
      comments: false,
    },
  });
}
