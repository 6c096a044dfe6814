import fastifyRedis from '@fastify/redis';
import Fastify from 'fastify';
import { getRedisClient } from 'shared-redis';

const app = Fastify();

await app.register(fastifyRedis, {
  client: getRedisClient(process.env.REDIS_URL!),
});

app.get<{ Params: { page: string } }>('/hits/:page', async ({ params }) => ({
  hits: await app.redis.incr(`hits:${params.page}`),
}));

await app.listen({ port: Number(process.env.PORT) });
console.log('Listening');

process.once('SIGTERM', () => void app.close());
