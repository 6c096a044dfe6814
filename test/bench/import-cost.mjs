// Prints how long a fresh process takes to load a package, in ms:
// `node import-cost.mjs <esm|cjs> <package>`
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

/** A module with nothing in it. */
const EMPTY = new URL('data:text/javascript,').href;

const [system, name] = process.argv.slice(2);
const load =
  system === 'cjs'
    ? createRequire(import.meta.url)
    : (specifier) => import(specifier);

// The first `import()` of a process takes Node 6 ms and more, whatever it loads.
await import(EMPTY);
const start = performance.now();
await load(name);
process.stdout.write(String(performance.now() - start));
