import { describe, expect, test } from 'vitest';

import { closesIn, judgeClose } from '../../rules/src/analysis/index.js';
import { analysisOf } from './analyze.js';

/** The reason to keep the first close of the first open; `clean-up` where there is none. */
function judged(code: string): string {
  const { opens } = analysisOf(`import Redis from 'ioredis';\n${code}`);
  const { uses } = opens[0]!;
  const judgement = judgeClose(closesIn(uses)[0]!, uses);
  return judgement.cleanUp ? 'clean-up' : judgement.reason;
}

describe('clean-up', () => {
  test.each([
    ['alone', 'c.quit();'],
    ['awaited', 'await c.quit();'],
    ['voided', 'void c.quit();'],
    ['optional', 'await c?.quit();'],
    ['guarded', 'c && c.disconnect();'],
    ['with its failure swallowed', 'await c.quit().catch(() => {});'],
    [
      'with its failure handed to a named function',
      'c.quit().catch(log.error);',
    ],
    ['without reconnecting', 'c.disconnect(false);'],
    ['in a finally', 'try { c.get("k"); } finally { await c.quit(); }'],
    [
      'in a signal handler',
      'process.on("SIGTERM", async () => { await c.quit(); process.exit(0); });',
    ],
    [
      'the whole of a signal handler',
      'process.once("SIGINT", () => c.quit()); c.get("k");',
    ],
    ['the whole of a test hook', 'afterAll(() => c.quit()); c.get("k");'],
    ['before it leaves', 'if (x) { c.quit(); return; } c.get("k");'],
    ['before the variable is emptied', 'c.quit(); c = null;'],
    ['by command', 'c.call("QUIT");'],
    ['one of several', 'await Promise.all([c.quit(), d.quit()]);'],
    ['what a test hook returns', 'after(function () { return c.quit(); });'],
    [
      'what a test hook waits for',
      'afterAll(() => Promise.allSettled([c && c.quit(), d.quit()]));',
    ],
  ])('%s', (_, code) => {
    expect(judged(`async function f() { let c = new Redis(); ${code} }`)).toBe(
      'clean-up',
    );
  });
});

describe('not clean-up', () => {
  test.each([
    [
      'a reconnect',
      'c.disconnect(true);',
      'disconnect(true) makes the client reconnect',
    ],
    [
      'before it is used in what is returned',
      'await c.quit(); return c.get("k");',
      'the client is used again after the close, in line 2',
    ],
    [
      'one of the first to settle',
      'await Promise.race([c.quit(), timeout]);',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'what any other function returns',
      'onExit(() => { return c.quit(); });',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'what a test hook returns early',
      'after(() => { if (x) return c.quit(); d(); });',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'what a hook is said to return',
      'after((): Promise<unknown> => { return c.quit(); });',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'before its status is read',
      'await c.quit(); log(c.status);',
      'the client is used again after the close, in line 2',
    ],
    [
      'a callback',
      'c.quit(() => process.exit());',
      'a callback waits for the close; await the close, and do after it what the callback does',
    ],
    [
      'a bound close',
      'onExit(c.quit.bind(c));',
      'its close is passed on as a function; call it in a statement of its own',
    ],
    [
      'a destructured close',
      'const { quit } = c;',
      'its close is passed on as a function; call it in a statement of its own',
    ],
    [
      'a stored promise',
      'const closed = c.quit();',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'a returned promise',
      'return c.quit();',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'what follows',
      'c.quit().then(() => process.exit());',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'one of several whose results are used',
      'log(await Promise.all([c.quit(), d.quit()]));',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'a hook of something else',
      'server.onClose(() => c.quit());',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'a hook that keeps the process alive',
      'process.on("uncaughtException", () => c.quit());',
      'the result of the close is used; make the close a statement of its own',
    ],
    [
      'an event',
      'c.on("error", () => { c.disconnect(); });',
      'it closes in reaction to an event',
    ],
    [
      'an event of something else',
      'socket.once("end", () => { c.disconnect(); });',
      'it closes in reaction to an event',
    ],
    [
      'a retry',
      'for (;;) { try { c.get("k"); break; } catch { c.disconnect(); } }',
      'it closes after an error, to try again with a new connection',
    ],
    [
      'a new client in its place',
      'try { c.get("k"); } catch { c.disconnect(); c = new Redis(); }',
      'a new client takes its place',
    ],
    [
      'a later use',
      'c.disconnect();\nawait c.connect();',
      'the client is used again after the close, in line 3',
    ],
    [
      'a queued command',
      'c.pipeline().get("k").quit().exec();',
      'it is one of several queued commands',
    ],
  ])('%s', (_, code, reason) => {
    expect(judged(`async function f() { let c = new Redis(); ${code} }`)).toBe(
      reason,
    );
  });

  test('using', () => {
    expect(judged('using c = new Redis();')).toBe(
      '`using` closes it at the end of its block; declare it with `const`',
    );
  });
});
