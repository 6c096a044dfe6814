import fc from 'fast-check';
import { it } from 'vitest';

import { migrate } from './support.ts';

/** Statements that leave both clients alone, so that their closes are clean-up. */
const STATEMENTS = [
  `await log('a');`,
  `log('b')`,
  `(await log('*')).forEach(log)`,
  `[1, 2].forEach(log)`,
  `const value = await log(key);`,
  'log(`\n    two\n  lines ${key}`);',
  `if (key) {\n    log(key);\n  }`,
  `// a comment`,
  `/* one */ log('two'); // three`,
  `log('\u2028', "it's")`,
  ``,
];

const CLOSES = [
  `await redis.quit();`,
  `redis.disconnect();`,
  `await other.quit() // bye`,
  `if (redis) redis.disconnect()`,
  `if (other) {\n    await other.quit();\n  } else log(key)`,
  `try { await redis.quit() } catch {}`,
];

const WRAPPERS = [
  (body: string) => body,
  (body: string) =>
    `try {\n  ${body}\n  } finally {\n    await redis.quit();\n  }`,
  (body: string) => `try { ${body}\n } finally { redis.disconnect() }`,
  (body: string) => `{\n${body}\n}`,
  (body: string) => `switch (key) {\n  case 'a':\n${body}\n}`,
  (body: string) =>
    `try {\n${body}\n} catch (error) {\n  log(error)\n} finally {\n  redis.disconnect();\n  await other.quit();\n}`,
];

const HEADS = [
  `import Redis from 'ioredis';\n`,
  `// Licence\n'use strict'\nimport Redis, { Cluster } from "ioredis"\nlog(Cluster)\n`,
  `const Redis = require('ioredis'), log = console.log\n`,
  `import { Redis, type RedisOptions } from 'ioredis'; // driver\n`,
];

const body = fc
  .array(fc.oneof(fc.constantFrom(...STATEMENTS), fc.constantFrom(...CLOSES)), {
    maxLength: 5,
  })
  .map((statements) => statements.join('\n  '));

const wrapped = fc
  .tuple(body, fc.array(fc.constantFrom(...WRAPPERS), { maxLength: 2 }), body)
  .map(([inner, wrappers, after]) =>
    [wrappers.reduce((text, wrap) => wrap(text), inner), after].join('\n  '),
  )
  // One `value` for each scope is enough; two are a syntax error.
  .map((text) => {
    let count = 0;
    return text.replaceAll('const value', () => `const value${count++}`);
  });

const file = fc
  .tuple(fc.constantFrom(...HEADS), wrapped, fc.constantFrom('\n', '\r\n'))
  .map(([head, text, eol]) =>
    `${head}
async function run(key) {
  const redis = new Redis('redis://a')
  const other = new Redis('redis://b')
  await redis.set(key, await other.get(key))
  ${text}
}
`.replaceAll('\n', eol),
  );

it('leaves every byte outside the planned ranges, whatever is combined', () => {
  fc.assert(
    fc.property(file, (text) => {
      migrate(text, 'file.js');
    }),
    { numRuns: 500 },
  );
});
