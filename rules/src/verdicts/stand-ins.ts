import {
  type Open,
  type RegistryCall,
  registryCall,
} from '../analysis/index.js';
import { copyOf } from '../edits/index.js';
import type { Obstacle } from './apart.js';
import type { Verdict } from './close-decisions.js';
import type { JudgedFile, Judgement } from './judge.js';
import { oldNodeRedis } from './node-redis.js';
import type { Surroundings } from './surroundings.js';

/** What is to be called in the place of an open with each verdict, where the registry has something. */
export type StandIns = Readonly<
  Partial<Record<Verdict, RegistryCall | undefined>>
>;

export function standInsFor(open: Open): StandIns {
  if (open.form === 'duplicate') {
    return { dedicate: registryCall(open, 'dedicated') };
  }
  return {
    share: registryCall(open, 'shared'),
    dedicate: registryCall(open, 'dedicated'),
  };
}

/** Why an open cannot be rewritten, whatever it is used for. */
export function shapeObstacle(
  open: Open,
  file: JudgedFile,
  around: Surroundings,
): Obstacle | undefined {
  const reason = around.mustStay(open) ?? shapeReason(open);
  if (reason !== undefined) return { reason };
  return open.driver === 'node-redis'
    ? oldNodeRedis(open, file, around)
    : undefined;
}

/** Why an open stays that cannot be rewritten: its shape, and for the call of a function that other calls may share what it is used for. */
export function reasonToStay(
  { form }: Open,
  shape: Obstacle,
  { verdict, reason }: Pick<Judgement, 'verdict' | 'reason'>,
): string {
  return form === 'opener' && verdict === 'dedicate'
    ? `${reason}; ${IN_HOUSE}`
    : shape.reason;
}

const IN_HOUSE = 'an in-house function opens it';

function shapeReason(open: Open): string | undefined {
  if (open.form === 'subclass') {
    return 'it opens a subclass of the driver: the registry would open the driver itself';
  }
  if (open.form === 'opener') {
    return `${IN_HOUSE}: let that function return getRedisClient()`;
  }
  if (open.form === 'duplicate' && !isRewritable(open)) {
    return open.product === 'cluster'
      ? 'a duplicate() asks for a connection of its own: take it of getRedisCluster() instead, and close it'
      : 'a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies';
  }
  if (!open.certain) {
    return 'which class it opens is decided while the program runs';
  }
  return registryCall(open, 'shared')
    ? undefined
    : `a ${open.product} of ${open.driver}, for which the registry has nothing`;
}

/** Whether the registry opens what `duplicate()` would. node-redis keeps part of the options to itself. */
function isRewritable({ node, driver, product, certain }: Open): boolean {
  return (
    certain &&
    product === 'client' &&
    driver !== 'node-redis' &&
    copyOf(node) !== undefined
  );
}

/** What the reader can do where a client needs a connection of its own and the registry opens none of its kind. */
export const NONE_OF_ITS_OWN =
  'the registry opens no cluster of one’s own: subscribe with subscribeRedis(), or take a duplicate() of getRedisCluster() and close it';
