/**
 * What went wrong, stable across versions:
 * - `ERR_SHARED_REDIS_ARGUMENTS`: the driver cannot read the URL or the
 *   options, or cannot do as asked;
 * - `ERR_SHARED_REDIS_CLOSE`: one user of a shared client tried to close it for
 *   everybody;
 * - `ERR_SHARED_REDIS_CLOSING`: the process is about to end, and no client is
 *   opened any more;
 * - `ERR_SHARED_REDIS_LEFT_OPEN`: a test, or a file of tests, left a dedicated
 *   client open;
 * - `ERR_SHARED_REDIS_NO_URL`: there is no such role, or its source gives no
 *   URL;
 * - `ERR_SHARED_REDIS_STATE`: one user of a shared client tried to change its
 *   connection for everybody;
 * - `ERR_SHARED_REDIS_TOO_MANY_CLIENTS`: one server would get more clients than
 *   the configuration allows.
 */
export type SharedRedisErrorCode =
  | 'ERR_SHARED_REDIS_ARGUMENTS'
  | 'ERR_SHARED_REDIS_CLOSE'
  | 'ERR_SHARED_REDIS_CLOSING'
  | 'ERR_SHARED_REDIS_LEFT_OPEN'
  | 'ERR_SHARED_REDIS_NO_URL'
  | 'ERR_SHARED_REDIS_STATE'
  | 'ERR_SHARED_REDIS_TOO_MANY_CLIENTS';

/**
 * Every error this package throws on its own account. Compare `code`, not the
 * class: two copies of the package may be loaded. Holds no credentials.
 */
export class SharedRedisError extends Error {
  override readonly name = 'SharedRedisError';
  /** What went wrong. */
  readonly code: SharedRedisErrorCode;

  constructor(code: SharedRedisErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
