import { SharedRedisError } from './errors.js';

/** Takes the arguments that open a client, then the function that uses it. */
export type Lend<Client, Args extends unknown[]> = <Result>(
  ...args: [...Args, use: (client: Client) => Result]
) => Promise<Awaited<Result>>;

/** Clients that are open while a function uses them. */
export function lendingOf<
  Client extends AsyncDisposable,
  Args extends unknown[],
>(open: (...args: Args) => Client): Lend<Client, Args> {
  return async <Result>(
    ...args: [...Args, use: (client: Client) => Result]
  ): Promise<Awaited<Result>> => {
    const use = args.pop() as (client: Client) => Result;
    if (typeof use !== 'function') throw missingFunction();
    const client = open(...(args as unknown as Args));
    try {
      return await use(client);
    } finally {
      await client[Symbol.asyncDispose]();
    }
  };
}

function missingFunction(): SharedRedisError {
  return new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    'withDedicatedRedisClient() takes the function that uses the client as ' +
      'its last argument.',
  );
}
