// Prints how long loading the plugin takes, in ms, and which packages that brought.
import { Module } from 'node:module';
import { performance } from 'node:perf_hooks';

const start = performance.now();
await import('eslint-plugin-shared-redis');
const ms = performance.now() - start;
const packages = Object.keys(Module._cache).map(
  (file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1],
);
process.stdout.write(JSON.stringify({ ms, packages: [...new Set(packages)] }));
