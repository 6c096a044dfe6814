const IMPORTS =
  "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\n";

function repeat(times: number, line: (at: number) => string): string {
  return Array.from({ length: times }, (_, at) => line(at)).join('\n');
}

/** A shape of code that can be large, and how large it is here. */
interface LargeFile {
  readonly size: number;
  readonly text: (size: number) => string;
}

/** What a file is made of that is as large as files get. */
export const LARGE_FILES = {
  '10,000 lines, 500 opens': {
    size: 500,
    text: (size) =>
      IMPORTS +
      repeat(
        size,
        (at) =>
          `function f${at}() { const c = new Redis(url);\n${repeat(18, (k) => `c.set('k${k}', 1);`)}\n}`,
      ),
  },
  '2,000 opens on their own': {
    size: 2000,
    text: (size) =>
      IMPORTS + repeat(size, (at) => `export const c${at} = new Redis(url);`),
  },
  '500 opens, closed': {
    size: 500,
    text: (size) =>
      IMPORTS +
      repeat(
        size,
        (at) =>
          `async function f${at}() { const c = new Redis(url); try { return await c.get('k'); } finally { await c.quit(); } }`,
      ),
  },
  '500 closes of one shared client': {
    size: 500,
    text: (size) =>
      `${IMPORTS}const c = getRedisClient();\n${repeat(size, (at) => `async function f${at}() { await c.get('k'); await c.quit(); }`)}`,
  },
  '2,000 uses of one client with expect()': {
    size: 2000,
    text: (size) =>
      `${IMPORTS}const c = new Redis(url), s = getRedisClient();\n${repeat(
        size,
        (at) =>
          `test('${at}', async () => { expect(await c.get('k')).toBe(1); expect(s.status).toBe('ready'); });`,
      )}`,
  },
  '100 blocks in one another': {
    size: 100,
    text: (size) =>
      `${IMPORTS}${repeat(size, (at) => `if (a${at}) { const c${at} = new Redis(url); c${at}.get('k');`)}${'}'.repeat(size)}`,
  },
  '50 functions in one another': {
    size: 50,
    text: (size) =>
      `${IMPORTS}${repeat(size, (at) => `(() => { const c${at} = getRedisClient(); c${at}.get('k');`)}${'})();'.repeat(size)}`,
  },
  'a promise chain of 150': {
    size: 150,
    text: (size) =>
      `${IMPORTS}new Redis(url).get('k')${repeat(size, (at) => `.then((v${at}) => getRedisClient().set('k', v${at}))`)};`,
  },
  'a pipeline of 150 commands': {
    size: 150,
    text: (size) =>
      `${IMPORTS}getRedisClient().pipeline()${repeat(size, (at) => `.set('k${at}', 1)`)}.exec();`,
  },
  'a class of 500 fields': {
    size: 500,
    text: (size) =>
      `${IMPORTS}class A {\n${repeat(size, (at) => `#c${at} = new Redis(url); m${at}() { return this.#c${at}.get('k'); }`)}\n}`,
  },
} satisfies Readonly<Record<string, LargeFile>>;

export type LargeFileName = keyof typeof LARGE_FILES;
