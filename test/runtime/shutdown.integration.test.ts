import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { scriptWith } from './idle-script.ts';

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisServer();
});

afterAll(() => server.stop());

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** A process that would go on for ever. */
const started = (body: string) =>
  scriptWith(
    server.port,
    `
    setInterval(() => {}, 1000);
    const client = getRedisClient({ host, port });
    await client.ping();
    ${body}
    console.log('started');`,
  );

describe('closeOnSignals', () => {
  it.each(SIGNALS)(
    'ends the process by %s, as if nobody listened',
    async (signal) => {
      const script = started('closeOnSignals();');
      await script.prints('started');
      expect((await script.endsAfter(signal)).by).toBe(signal);
    },
  );

  it('lets pending commands have their replies', async () => {
    const script = started(`
      closeOnSignals();
      const own = openDedicatedRedisClient({ host, port });
      await own.ping();
      process.prependOnceListener('SIGTERM', () => {
        const replies = [own.blpop('none', 0.3)];
        for (let i = 0; i < 1000; i++) replies.push(client.incr('counted'));
        Promise.all(replies).then((all) => console.log('replies ' + all.length));
      });
    `);
    await script.prints('started');
    const { lines } = await script.endsAfter('SIGTERM');
    expect(lines).toContain('replies 1001');
  });

  it('waits for them only so long', async () => {
    const script = started(`
      closeOnSignals({ timeoutMs: 50 });
      openDedicatedRedisClient({ host, port }).blpop('none', 0).catch(() => {});
    `);
    await script.prints('started');
    expect((await script.endsAfter('SIGTERM')).by).toBe('SIGTERM');
  });

  it('hands out no further client', async () => {
    const script = started(`
      closeOnSignals();
      process.once('SIGTERM', () => setImmediate(() => {
        for (const open of [getRedisClient, openDedicatedRedisClient]) {
          try { open({ host, port }); } catch (error) { console.log(error.code); }
        }
        process.exit();
      }));
    `);
    await script.prints('started');
    const { lines } = await script.endsAfter('SIGTERM');
    expect(lines).toEqual([
      'started',
      'ERR_SHARED_REDIS_CLOSING',
      'ERR_SHARED_REDIS_CLOSING',
    ]);
  });

  it('leaves the end to others that listen', async () => {
    const script = started(`
      closeOnSignals();
      process.on('SIGTERM', () => setTimeout(() => {
        console.log(client.status);
        process.exit(7);
      }, 200));
    `);
    await script.prints('started');
    const { by, lines } = await script.endsAfter('SIGTERM');
    expect([by, lines]).toEqual([7, ['started', 'end']]);
  });

  it('leaves the end to others that listened once, before it did', async () => {
    const script = started(`
      process.once('SIGTERM', () => setTimeout(() => process.exit(7), 100));
      closeOnSignals();
    `);
    await script.prints('started');
    expect((await script.endsAfter('SIGTERM')).by).toBe(7);
  });

  it('ends the process by itself when it is called twice', async () => {
    const script = started('closeOnSignals(); closeOnSignals();');
    await script.prints('started');
    expect((await script.endsAfter('SIGTERM')).by).toBe('SIGTERM');
  });

  it('listens to the signals it is given', async () => {
    const script = started(`closeOnSignals({ signals: ['SIGUSR2'] });`);
    await script.prints('started');
    expect((await script.endsAfter('SIGUSR2')).by).toBe('SIGUSR2');
  });

  it('is undone by the function it returns', async () => {
    const script = started(`
      const undo = closeOnSignals();
      undo();
      console.log(process.listenerCount('SIGTERM'));
    `);
    await script.prints('started');
    expect((await script.endsAfter('SIGTERM')).lines[0]).toBe('0');
  });
});
