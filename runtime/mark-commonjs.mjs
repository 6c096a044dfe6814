// The package is ESM; Node and TypeScript need to be told that dist/cjs is not.
import { writeFileSync } from 'node:fs';

writeFileSync(
  new URL('dist/cjs/package.json', import.meta.url),
  '{ "type": "commonjs" }\n',
);
