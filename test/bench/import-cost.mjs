// Prints how long loading the package takes when ioredis is loaded already.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

const load =
  process.argv[2] === 'cjs'
    ? createRequire(import.meta.url)
    : (name) => import(name);

await load('ioredis');
// The first `import()` of a process takes Node 6 ms and more, whatever it loads.
await import('data:text/javascript,');
// What it leaves to be done afterwards is not ours.
await setTimeout(50);
const start = performance.now();
await load('shared-redis');
process.stdout.write(String(performance.now() - start));
