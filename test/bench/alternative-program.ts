// A program that GETs by one of the alternatives and closes nothing; prints how
// many file descriptors it had open more at once than before.
// `alternative-program.ts <name> <url> <calls> <concurrency>`
import { readdirSync } from 'node:fs';
import { ALTERNATIVES, type AlternativeName } from './alternatives.ts';
import { callAtOnce } from './measure.ts';

const [name, url = '', calls, concurrency] = process.argv.slice(2);
const { get } = ALTERNATIVES[name as AlternativeName](url);

const descriptors = () => readdirSync('/dev/fd').length;
const before = descriptors();
let most = before;
await callAtOnce(Number(concurrency), Number(calls), async () => {
  setImmediate(() => (most = Math.max(most, descriptors())));
  await get('key');
});
console.log(most - before);
