/**
 * Most files have nothing to do with Redis, and the rules do not look at
 * them: a run over them would prove nothing. So each is also linted as if
 * everything that it makes with `new` were a Redis client, in turns one of its
 * own and a shared one; the analysis then follows it through the whole file.
 */
export function asIfRedis(text: string, isModule: boolean): string {
  let count = 0;
  const replaced = text.replace(MADE, () =>
    count++ % 2 === 0 ? 'new $Redis' : '$shared',
  );
  // At the end, where it moves no hashbang and no directive.
  return `${replaced}\n${isModule ? IMPORTS : REQUIRES}\n`;
}

const MADE = /\bnew\s+[A-Za-z_$][\w$.]*(?=\()/g;

const IMPORTS =
  "import $Redis from 'ioredis'; import { getRedisClient as $shared } from 'shared-redis'; new $Redis();";
const REQUIRES =
  "var $Redis = require('ioredis'), $shared = require('shared-redis').getRedisClient; new $Redis();";
