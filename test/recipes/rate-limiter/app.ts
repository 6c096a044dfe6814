import express from 'express';
import { rateLimit } from './rate-limit.js';

const app = express();
app.use(rateLimit);
app.get('/', (_request, response) => {
  response.send('Welcome');
});

const server = app.listen(Number(process.env.PORT), () => {
  console.log('Listening');
});
process.once('SIGTERM', () => server.close());
