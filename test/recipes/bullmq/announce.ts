import { mails } from './queue.js';

await mails.addBulk(
  process.argv.slice(2).map((to) => ({ name: 'announce', data: { to } })),
);
console.log('Announced');
