import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';

import { type Effect, effectOf } from '../../rules/src/analysis/index.js';
import { analysisOf } from './analyze.js';

/** The names of all commands, as ioredis itself tells them, which leaves out MONITOR. */
const list = Redis.prototype.getBuiltinCommands();

/** What the last use of `c` in some code does to its connection. */
function effect(code: string): Effect {
  const { opens } = analysisOf(
    `import Redis from 'ioredis'; const c = new Redis(); ${code};`,
  );
  return effectOf(opens[0]!.uses.at(-1)!);
}

describe('effects of calls', () => {
  const table: Partial<Record<Effect, readonly string[]>> = {
    command: [
      'c.get("k")',
      'c.getBuffer("k")',
      'c.call("GET", "k")',
      'c.callBuffer("get", "k")',
      'c.eval(lua, 1, "k")',
      'c.publish("x", "m")',
      'c.pubsub("CHANNELS")',
      'c.scanStream({ match })',
      'c.hscanBufferStream("k")',
      'c.client("LIST")',
      'c.client("kill", "ID", 1)',
      'c.script("LOAD", lua)',
      'c.xread("COUNT", 1, "STREAMS", "s", "$")',
      'c.xread(["COUNT", 1, "STREAMS", "s", "$"])',
      'c.xreadgroup("GROUP", "block", "c", "NOACK", "STREAMS", "s", ">")',
      'c.xreadgroup("GROUP", g, n, "STREAMS", "s", ">")',
      'c.zmpop(1, "k", "MIN")',
      'c.pipeline()',
      'c.multi()',
      'c.multi({ pipeline: true })',
      'c.pipeline([["get", "k"], ["set", "k", 1]])',
      'c.pipeline([["multi"], ["get", "k"], ["blpop", "q", 0], ["exec"]])',
      'c.multi().blpop("q", 0)',
      'c.multi().wait(1, 0)',
      'c.multi().xread("BLOCK", 0, "STREAMS", "s", "$")',
      'c.multi([["blpop", "q", 0]])',
      'c.pipeline().exec()',
      'c.multi().execBuffer()',
    ],
    subscriber: [
      'c.subscribe("x")',
      'c.psubscribe("x*")',
      'c.ssubscribe("x")',
      'c.unsubscribe()',
      'c.call("SUBSCRIBE", "x")',
      'c.send_command("subscribe", ["x"])',
      'c.pipeline().subscribe("x")',
      'c.pipeline([["subscribe", "x"]])',
      'c.on("message", f)',
      'c.once("pmessageBuffer", f)',
      'c.addListener("smessage", f)',
      'c.on("monitor", f)',
    ],
    blocking: [
      'c.blpop("q", 0)',
      'c.blpopBuffer("q", 0)',
      'c.brpoplpush("a", "b", 0)',
      'c.blmove("a", "b", "LEFT", "LEFT", 0)',
      'c.bzpopmin("z", 0)',
      'c.bzmpop(0, 1, "z", "MIN")',
      'c.wait(1, 0)',
      'c.waitaof(1, 0, 0)',
      'c.xread("BLOCK", 0, "STREAMS", "s", "$")',
      'c.xread("COUNT", 1, "block", 5, "STREAMS", "s", "$")',
      'c.xreadgroup("GROUP", "g", "c", "COUNT", 1, "BLOCK", 5, "STREAMS", "s", ">")',
      'c.call("BLPOP", "q", 0)',
      'c.pipeline().blpop("q", 0)',
      'c.pipeline([["get", "k"], ["blpop", "q", 0]])',
      'c.xread(["BLOCK", 0, "STREAMS", "s", "$"])',
      'c.send_command("xread", ["COUNT", 1, "BLOCK", 0, "STREAMS", "s", "$"])',
    ],
    mayBlock: [
      'c.xread(...args)',
      'c.xread(args)',
      'c.xread([...args])',
      'c.xread(option, 5, "STREAMS", "s", "$")',
    ],
    delicate: [
      'c.client("ID")',
      'c.client("NO-SUCH-SUBCOMMAND")',
      'c.hello()',
      'c.multi({})',
      'c.multi({ pipeline })',
      'c.multi({ pipeline: false, ...options })',
      'c.removeAllListeners()',
      'c.resetCommandQueue()',
    ],
    state: [
      'c.watch("k")',
      'c.unwatch()',
      'c.select(1)',
      'c.monitor()',
      'c.auth("p")',
      'c.hello(3)',
      'c.reset()',
      'c.readonly()',
      'c.asking()',
      'c.exec()',
      'c.discard()',
      'c.call("MULTI")',
      'c.multi({ pipeline: false })',
      'c.multi([["get", "k"]], { pipeline: false })',
      'c.client("REPLY", "OFF")',
      'c.client("TRACKING", "ON")',
      'c.client("SETNAME", "n")',
      'c.script("DEBUG", "YES")',
      'c.client(["CACHING", "YES"])',
    ],
    close: [
      'c.quit()',
      'c.disconnect()',
      'c.end()',
      'c.call("QUIT")',
      'f(c.quit.bind(1))',
      'const { quit } = c',
    ],
    listener: ['c.on("error", f)', 'c.prependOnceListener("ready", f)'],
    inert: [
      'c.off("error", f)',
      'c.listenerCount("error")',
      'c.setMaxListeners(0)',
      'log(c.status)',
      'log(c.options)',
    ],
    connect: ['c.connect()'],
    duplicate: ['c.duplicate()'],
    unknown: [
      'c.frobnicate()',
      'c.call(name, "k")',
      'c.call("duplicate")',
      'c.call("connect")',
      'c.on(event, f)',
      'c.client(subcommand)',
      'c.script(subcommand)',
      'c.multi(options)',
      'c.pipeline(commands)',
      'c.pipeline([...commands])',
      'c.pipeline([[name, "k"]])',
      'c.sendCommand(new Command("GET"))',
      'c.defineCommand("f", { lua })',
      'c.toString()',
      'c.constructor()',
      'c.call("hasOwnProperty")',
      'log(c.stream)',
      'log(c.constructor)',
      'f(c)',
    ],
  };
  const rows = Object.entries(table).flatMap(([name, calls]) =>
    calls.map((call) => [call, name] as const),
  );

  test.each(rows)('%s → %s', (call, expected) => {
    expect(effect(call)).toBe(expected);
  });
});

describe('no command is overlooked', () => {
  /** Commands of which a connection notices more than their reply, by Redis' own documentation. */
  const notOrdinary = [
    ...['subscribe', 'psubscribe', 'ssubscribe'],
    ...['unsubscribe', 'punsubscribe', 'sunsubscribe'],
    ...['blpop', 'brpop', 'brpoplpush', 'blmove', 'blmovem', 'blmpop'],
    ...['bzpopmin', 'bzpopmax', 'bzmpop', 'wait', 'waitaof'],
    ...['xread', 'xreadgroup', 'client', 'script'],
    ...['watch', 'unwatch', 'exec', 'discard', 'select', 'auth'],
    'sentinel', // a command of another server
    ...['hello', 'reset', 'readonly', 'readwrite', 'asking', 'quit'],
    ...['replconf', 'sync', 'psync'],
  ];

  test('all others that ioredis knows are ordinary', () => {
    const other = list.filter(
      (name) => effect(`c[${JSON.stringify(name)}]()`) !== 'command',
    );
    expect(other.sort()).toEqual([...notOrdinary].sort());
  });

  test('whatever begins with B and is no ordinary command blocks', () => {
    const ordinary = [
      'bgrewriteaof',
      'bgsave',
      'backup',
      'bitcount',
      'bitfield',
      'bitfield_ro',
      'bitop',
      'bitpos',
    ];
    const blocking = list.filter(
      (name) => name.startsWith('b') && !ordinary.includes(name),
    );
    expect(blocking.map((name) => effect(`c.${name}("k", 0)`))).toEqual(
      blocking.map(() => 'blocking'),
    );
  });

  test('every public method of an ioredis client that is no command has an effect or is unknown', () => {
    const methods = [
      ...new Set([
        ...Object.getOwnPropertyNames(Redis.prototype),
        'on',
        'once',
        'off',
        'addListener',
        'removeListener',
        'emit',
      ]),
    ].filter(
      (name) =>
        /^[a-z]/.test(name) && !list.includes(name.replace(/Buffer$/, '')),
    );
    const ordinary = methods.filter(
      (name) => effect(`c.${name}()`) === 'command',
    );
    expect(ordinary.filter((name) => !name.endsWith('Stream')).sort()).toEqual([
      'pipeline',
    ]);
  });
});
