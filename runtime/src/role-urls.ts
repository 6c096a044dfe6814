import { SharedRedisError } from './errors.js';

const VARIABLE_OF_ROLE = {
  ops: 'OPS_REDIS_URL',
  broker: 'BROKER_REDIS_URL',
} as const;

const COMMON_VARIABLE = 'REDIS_URL';

/** The URL of a role, read from the environment on every call. */
export function urlOf(role: keyof typeof VARIABLE_OF_ROLE): string {
  const variable = VARIABLE_OF_ROLE[role];
  const url = process.env[variable] || process.env[COMMON_VARIABLE];
  if (url) return url;
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_NO_URL',
    `No URL for the ${role} Redis: set ${variable} or ${COMMON_VARIABLE}.`,
  );
}
