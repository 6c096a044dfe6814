import { expect, it } from 'vitest';

import { BASE, planned, REDIS, verdicts } from './support.ts';

it('names the line and the file of what it speaks of', () => {
  expect(
    verdicts({
      ...BASE,
      'src/b.ts': `import { redis } from './redis';\n\nthrow redis;\n`,
    }),
  ).toEqual([
    'src/redis.ts:2 manual: its use in src/b.ts:3 cannot be followed',
  ]);
  expect(verdicts({ 'src/redis.ts': `${REDIS}throw redis;\n` })).toEqual([
    'src/redis.ts:2 manual: its use in line 3 cannot be followed',
  ]);
});

it('says where the close is that must stay', () => {
  expect(
    verdicts({
      ...BASE,
      'src/b.ts': `import { redis } from './redis';\nredis.disconnect(true);\n`,
    }),
  ).toEqual([
    'src/redis.ts:2 manual: its close in src/b.ts:2 must stay: disconnect(true) makes the client reconnect',
  ]);
});

it('says which call of an opener cannot be shared', () => {
  expect(
    verdicts({
      'src/open.ts': `import Redis from 'ioredis';\nexport const open = () => new Redis(process.env.REDIS_URL);\n`,
      'src/a.ts': `import { open } from './open';\nopen().get('a');\n`,
      'src/b.ts': `import { open } from './open';\n// A connection of its own.\nopen().get('b');\n`,
    }),
  ).toContain(
    'src/open.ts:2 manual: the function it is in is called for a client that cannot be shared, in src/b.ts:3',
  );
});

it('says why what is exported cannot be followed', () => {
  const reasons = (files: Readonly<Record<string, string>>) =>
    verdicts({ 'src/redis.ts': REDIS, ...files });
  const exported = 'src/redis.ts:2 manual: exported as `redis`, and';

  expect(reasons({})).toEqual([
    `${exported} no file of the project is seen to import it`,
  ]);
  expect(
    reasons({ 'package.json': '{ "name": "a", "main": "src/redis.ts" }' }),
  ).toEqual([`${exported} other projects can import it from this package`]);
  expect(
    reasons({ 'src/b.ts': `import { redis } from './redis';\nconst = 1;` }),
  ).toEqual([`${exported} src/b.ts, which may import it, cannot be parsed`]);
});

it('names the component that may call what opens', () => {
  expect(
    verdicts({
      'src/open.ts': `import Redis from 'ioredis';\nexport const open = () => new Redis(process.env.REDIS_URL);\n`,
      'src/a.ts': `import { open } from './open';\nopen().get('a');\n`,
      'src/b.vue': `<script setup>\nimport { open } from './open';\nopen().get('b');\n</script>\n`,
    }),
  ).toContain(
    'src/open.ts:2 manual: returned as `open`, and src/b.vue, which may import it, cannot be parsed',
  );
});

it('does not say of a client that its opener keeps that nothing closes it', () => {
  const found = verdicts({
    'src/open.ts': `import Redis from 'ioredis';\nexport const open = () => new Redis(process.env.REDIS_URL);\n`,
    'src/news.ts': `import { open } from './open';
export class News {
  #client;
  #listening() {
    if (!this.#client) {
      const client = open();
      client.on('message', console.log);
      this.#client = client;
    }
    return this.#client;
  }
  subscribe(channel) { return this.#listening().subscribe(channel); }
  close() { return this.#client?.quit(); }
}
`,
  });
  expect(found.length).toBeGreaterThan(1);
  expect(found.join()).not.toContain('nothing closes it');
});

it('shows the evidence where it is', () => {
  const { plan } = planned({
    ...BASE,
    'src/b.ts': `import { redis } from './redis';\nredis.get('a');\n\nredis\n  .subscribe('b');\n`,
  });
  expect(plan.sites[0]?.evidence).toEqual([
    { file: 'src/b.ts', line: 5, what: 'subscribe' },
  ]);
});
