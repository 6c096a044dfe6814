import { expect, test } from 'vitest';
import { hit } from './hits.js';

test('counts hits', async () => {
  expect(await hit('home')).toBe(1);
  expect(await hit('home')).toBe(2);
});

test('starts with an empty database', async () => {
  expect(await hit('home')).toBe(1);
});
