import { createAdapter } from '@socket.io/redis-adapter';
import {
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
} from 'shared-redis';
import { Server } from 'socket.io';

const url = process.env.REDIS_URL!;

const io = new Server({
  // It publishes on the first client and subscribes on the second.
  adapter: createAdapter(getRedisClient(url), openDedicatedRedisClient(url)),
});

io.on('connection', (socket) => {
  socket.on('say', (text: string) => io.emit('said', text));
});

io.listen(Number(process.env.PORT));
console.log('Listening');

process.once('SIGTERM', () => {
  void io.close().then(() => resetRedisClients());
});
