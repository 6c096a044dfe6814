// Prints how long loading a package takes when ioredis is loaded already:
// `node import-cost.mjs <esm|cjs> <package>`
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** A module with nothing in it. */
const EMPTY = new URL('data:text/javascript,').href;

const [system, name] = process.argv.slice(2);
const load =
  system === 'cjs'
    ? createRequire(import.meta.url)
    : (specifier) => import(specifier);

await load('ioredis');
// The first `import()` of a process takes Node 6 ms and more, whatever it loads.
await import(EMPTY);
// What it leaves to be done afterwards is not ours.
await setTimeout(50);
const start = performance.now();
await load(name);
process.stdout.write(String(performance.now() - start));
