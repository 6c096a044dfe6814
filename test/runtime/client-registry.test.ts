import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  type ClientAdapter,
  ClientRegistry,
} from '../../runtime/src/client-registry.ts';

class Line extends EventEmitter {
  ended = false;
  readonly source: string;

  constructor(source: string) {
    super();
    this.source = source;
  }

  end(): void {
    this.ended = true;
    this.emit('end');
  }
}

const adapter: ClientAdapter<Line, string> = {
  driver: 'telephone@1',
  kind: 'shared',
  endpoint: (source) => `to ${source}`,
  open: (source) => new Line(source),
  isEnded: (line) => line.ended,
  onEnd: (line, listener) => void line.once('end', listener),
  close(line) {
    line.end();
    return Promise.resolve();
  },
  status: (line) => (line.ended ? 'dead' : 'talking'),
  pending: () => 3,
};

function newRegistry() {
  const opened: Line[] = [];
  const registry = new ClientRegistry<Line, string>({
    ...adapter,
    open(source) {
      const line = new Line(source);
      opened.push(line);
      return line;
    },
  });
  return { opened, registry };
}

const openLine = (source: string) => new Line(source);

const TIMEOUT_MS = 1;

describe('ClientRegistry', () => {
  it('opens nothing before the first get', () => {
    const { opened, registry } = newRegistry();
    registry.entry('a', 'A');
    expect(opened).toEqual([]);
  });

  it('opens one client per key', () => {
    const { opened, registry } = newRegistry();
    const first = registry.get(registry.entry('a', 'A'));
    expect(registry.get(registry.entry('a', 'other source'))).toBe(first);
    expect(registry.get(registry.entry('b', 'B'))).not.toBe(first);
    expect(opened.map((line) => line.source)).toEqual(['A', 'B']);
  });

  it('opens one client for two entries taken before the first get', () => {
    const { opened, registry } = newRegistry();
    const [one, two] = [registry.entry('a', 'A'), registry.entry('a', 'A')];
    expect(registry.get(one)).toBe(registry.get(two));
    expect(opened).toHaveLength(1);
  });

  it('replaces a client that ended', () => {
    const { registry } = newRegistry();
    const entry = registry.entry('a', 'A');
    const first = registry.get(entry);
    first.end();
    const second = registry.get(entry);
    expect(second).not.toBe(first);
    expect(registry.get(registry.entry('a', 'A'))).toBe(second);
  });

  it('replaces a client whose end was not announced yet', () => {
    const { registry } = newRegistry();
    const entry = registry.entry('a', 'A');
    const first = registry.get(entry);
    first.ended = true;
    const second = registry.get(entry);
    expect(second).not.toBe(first);

    first.emit('end');
    expect(registry.get(entry)).toBe(second);
  });

  it('stores nothing when opening fails', () => {
    let fail = true;
    const registry = new ClientRegistry<Line, string>({
      ...adapter,
      open(source) {
        if (fail) throw new Error('no');
        return new Line(source);
      },
    });
    const entry = registry.entry('a', 'A');
    expect(() => registry.get(entry)).toThrow('no');
    fail = false;
    expect(registry.get(entry).source).toBe('A');
  });

  it('closes and forgets shared and dedicated clients on reset', async () => {
    const { opened, registry } = newRegistry();
    const shared = registry.get(registry.entry('a', 'A'));
    const dedicated = registry.dedicate('D', openLine);
    await registry.reset(TIMEOUT_MS);
    expect([shared.ended, dedicated.ended]).toEqual([true, true]);
    expect(registry.get(registry.entry('a', 'A'))).not.toBe(shared);
    expect(opened).toHaveLength(2);
  });

  it('leaves dedicated clients alone that are to be kept', async () => {
    const { registry } = newRegistry();
    const kept = registry.dedicate('K', openLine);
    const ids = new Set(registry.inspect().map(({ id }) => id));
    const closed = registry.dedicate('C', openLine);
    await registry.reset(TIMEOUT_MS, ids);
    expect([kept.ended, closed.ended]).toEqual([false, true]);
    expect(registry.inspect()).toHaveLength(1);
  });

  it('does not close a dedicated client that ended by itself', async () => {
    const { registry } = newRegistry();
    const dedicated = registry.dedicate('D', openLine);
    dedicated.end();
    dedicated.ended = false;
    await registry.reset(TIMEOUT_MS);
    expect(dedicated.ended).toBe(false);
  });

  it('hands out a new client while a reset is closing the old one', async () => {
    const { registry } = newRegistry();
    const old = registry.get(registry.entry('a', 'A'));
    const reset = registry.reset(TIMEOUT_MS);
    const fresh = registry.get(registry.entry('a', 'A'));
    await reset;
    expect(fresh).not.toBe(old);
    expect(registry.get(registry.entry('a', 'A'))).toBe(fresh);
    expect(fresh.ended).toBe(false);
  });

  it('tells what is open, with who asked for it and how often', () => {
    const { registry } = newRegistry();
    const entry = registry.entry('a', 'A');
    registry.get(entry, 'ops');
    registry.get(entry, 'broker');
    registry.get(entry);
    registry.dedicate('D', openLine);
    const here = expect.stringContaining('client-registry.test') as string;
    const common = {
      id: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
      driver: 'telephone@1',
      status: 'talking',
      pending: 3,
      openedAt: expect.any(Date) as Date,
      stack: expect.arrayContaining([here]) as string[],
    };
    expect(registry.inspect()).toEqual([
      {
        ...common,
        kind: 'shared',
        endpoint: 'to A',
        role: 'ops',
        roles: ['ops', 'broker'],
        hits: 2,
      },
      {
        ...common,
        kind: 'dedicated',
        endpoint: 'to D',
        role: undefined,
        roles: [],
        hits: 0,
      },
    ]);
  });

  it('tells nothing of what has ended', async () => {
    const { registry } = newRegistry();
    registry.get(registry.entry('a', 'A')).end();
    registry.dedicate('D', openLine).end();
    expect(registry.inspect()).toEqual([]);
    registry.get(registry.entry('a', 'A'));
    await registry.reset(TIMEOUT_MS);
    expect(registry.inspect()).toEqual([]);
  });
});
