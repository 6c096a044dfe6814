import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { getRedisClient } from 'shared-redis/node-redis';

declare module 'express-session' {
  interface SessionData {
    visits: number;
  }
}

const app = express();

app.use(
  session({
    store: new RedisStore({ client: getRedisClient(process.env.REDIS_URL!) }),
    secret: process.env.SESSION_SECRET!,
    resave: false,
    saveUninitialized: false,
  }),
);

app.get('/', ({ session }, response) => {
  session.visits = (session.visits ?? 0) + 1;
  response.json({ visits: session.visits });
});

const server = app.listen(Number(process.env.PORT), () => {
  console.log('Listening');
});
process.once('SIGTERM', () => server.close());
