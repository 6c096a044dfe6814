/** Codes of the process warnings of this package, stable across versions. */
type WarningCode =
  | 'SHARED_REDIS_CONNECTION'
  | 'SHARED_REDIS_FORBIDDEN_CALL'
  | 'SHARED_REDIS_LISTENER'
  | 'SHARED_REDIS_SUBSCRIPTION'
  | 'SHARED_REDIS_TOO_MANY_CLIENTS';

/** Reports what nobody can be told by an error. Holds no credentials. */
export function warn(code: WarningCode, message: string): void {
  process.emitWarning(message, { type: 'SharedRedisWarning', code });
}
