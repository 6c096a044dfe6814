import express from 'express';
import { getRedisClient } from 'shared-redis';

const app = express();

app.get('/hits/:page', async (request, response) => {
  const redis = getRedisClient(process.env.REDIS_URL!);
  const hits = await redis.incr(`hits:${request.params.page}`);
  response.json({ hits });
});

const server = app.listen(Number(process.env.PORT), () => {
  console.log('Listening');
});

// Requests that are under way get their answers. Then nothing holds the
// process: the Redis connection closes and the process ends.
process.once('SIGTERM', () => server.close());
