import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import {
  RecipeProject,
  type Service,
  startService,
} from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

const SOCKETS = 40;

let redis: RedisServer;
let observer: Observer;
let project: RecipeProject;
let services: Service[];
const sockets: Socket[] = [];

beforeAll(async () => {
  redis = await startRedisServer();
  observer = new Observer(redis.port);
  project = await new RecipeProject('socket.io').compile();
  const env = { REDIS_URL: redis.url };
  services = await Promise.all(
    [1, 2].map(() => startService(project, 'server.js', env)),
  );
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await Promise.all(services.map((one) => one[Symbol.asyncDispose]()));
  project[Symbol.dispose]();
  await observer.redis.quit();
  await redis.stop();
});

async function connected({ url }: Service): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  sockets.push(socket);
  await once(socket as unknown as NodeJS.EventEmitter, 'connect');
  return socket;
}

describe('two servers of socket.io', () => {
  it('reach the sockets of each other, on two connections each', async () => {
    const listeners = await Promise.all(
      Array.from({ length: SOCKETS }, (_, index) =>
        connected(services[index % 2]!),
      ),
    );
    const heard = listeners.map(
      (socket) => new Promise((resolve) => socket.once('said', resolve)),
    );
    listeners[0]!.emit('say', 'hello');

    expect(await Promise.all(heard)).toEqual(Array(SOCKETS).fill('hello'));
    expect(await observer.connections()).toBe(4);
  });

  it('end when they are told to, one without the other', async () => {
    const [first, second] = services as [Service, Service];
    first.program.signal('SIGTERM');
    expect(await first.program.ends()).toMatchObject({ by: 0, stderr: '' });
    expect(await observer.settlesAt(2)).toBe(2);

    const socket = await connected(second);
    const heard = new Promise((resolve) => socket.once('said', resolve));
    socket.emit('say', 'still here');
    expect(await heard).toBe('still here');

    second.program.signal('SIGTERM');
    expect(await second.program.ends()).toMatchObject({ by: 0, stderr: '' });
    expect(await observer.settlesAt(0)).toBe(0);
  });
});
