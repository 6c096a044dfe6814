/** What went wrong, stable across versions. */
export type SharedRedisErrorCode =
  /** The driver cannot read the URL or the options, or cannot do as asked. */
  | 'ERR_SHARED_REDIS_ARGUMENTS'
  /** One user of a shared client tried to close it for everybody. */
  | 'ERR_SHARED_REDIS_CLOSE'
  /** The process is about to end, and no client is opened any more. */
  | 'ERR_SHARED_REDIS_CLOSING'
  /** A test, or a file of tests, left a dedicated client open. */
  | 'ERR_SHARED_REDIS_LEFT_OPEN'
  /** There is no such role, or its source gives no URL. */
  | 'ERR_SHARED_REDIS_NO_URL'
  /** One user of a shared client tried to change its connection for everybody. */
  | 'ERR_SHARED_REDIS_STATE'
  /** One endpoint would get more clients than the configuration allows. */
  | 'ERR_SHARED_REDIS_TOO_MANY_CLIENTS';

/**
 * Every error this package throws on its own account. Compare `code`, not the
 * class: two copies of the package may be loaded. Holds no credentials.
 */
export class SharedRedisError extends Error {
  override readonly name = 'SharedRedisError';
  readonly code: SharedRedisErrorCode;

  constructor(code: SharedRedisErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
