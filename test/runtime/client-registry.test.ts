import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ClientRegistry } from '../../runtime/src/client-registry.ts';

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

function newRegistry() {
  const opened: Line[] = [];
  const registry = new ClientRegistry<Line, string>({
    open(source) {
      const line = new Line(source);
      opened.push(line);
      return line;
    },
    isEnded: (line) => line.ended,
    onEnd: (line, listener) => void line.once('end', listener),
    close(line) {
      line.end();
      return Promise.resolve();
    },
  });
  return { opened, registry };
}

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
      open(source) {
        if (fail) throw new Error('no');
        return new Line(source);
      },
      isEnded: (line) => line.ended,
      onEnd: () => undefined,
      close: () => Promise.resolve(),
    });
    const entry = registry.entry('a', 'A');
    expect(() => registry.get(entry)).toThrow('no');
    fail = false;
    expect(registry.get(entry).source).toBe('A');
  });

  it('closes and forgets shared and dedicated clients on reset', async () => {
    const { opened, registry } = newRegistry();
    const shared = registry.get(registry.entry('a', 'A'));
    const dedicated = registry.track(new Line('D'));
    await registry.reset();
    expect([shared.ended, dedicated.ended]).toEqual([true, true]);
    expect(registry.get(registry.entry('a', 'A'))).not.toBe(shared);
    expect(opened).toHaveLength(2);
  });

  it('does not close a dedicated client that ended by itself', async () => {
    const { registry } = newRegistry();
    const dedicated = registry.track(new Line('D'));
    dedicated.end();
    dedicated.ended = false;
    await registry.reset();
    expect(dedicated.ended).toBe(false);
  });

  it('hands out a new client while a reset is closing the old one', async () => {
    const { registry } = newRegistry();
    const old = registry.get(registry.entry('a', 'A'));
    const reset = registry.reset();
    const fresh = registry.get(registry.entry('a', 'A'));
    await reset;
    expect(fresh).not.toBe(old);
    expect(registry.get(registry.entry('a', 'A'))).toBe(fresh);
    expect(fresh.ended).toBe(false);
  });
});
