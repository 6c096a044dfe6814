import type { NodeRedis, NodeRedisClient } from './node-redis-client.js';

type Answer = number | false | Error;
export type ReconnectStrategy = (retries: number, cause: Error) => Answer;

/**
 * node-redis waits for its next attempt with a timer that nobody can reach, and
 * that holds the process. A client with nothing pending is therefore told to
 * give up, and connected anew from a timer of ours, which does not hold it, or
 * with the next thing that is wanted of it. To its users it stays the client
 * that is about to reconnect.
 */
export class Rest {
  /** Whether the client has nothing pending. */
  isAllowed = (): boolean => false;
  readonly #user: ReconnectStrategy;
  #connect = (): Promise<unknown> => Promise.resolve();
  #reconnect = this.#connect;
  /** The attempts before the last rest, which node-redis does not count. */
  #retriesBefore = 0;
  #wasReady = false;
  /** node-redis' timer would hold the process after the end of the client. */
  #isClosing = false;
  #timer: NodeJS.Timeout | undefined;
  /** node-redis is just giving up: it must have done so before it connects. */
  #isSettling = false;
  /** The present attempt to connect, or the one that the rest ends with. */
  #attempt: Promise<unknown> = Promise.resolve();
  #endWith = (_attempt: Promise<unknown>): void => undefined;

  constructor(user: ReconnectStrategy) {
    this.#user = user;
  }

  /** What node-redis asks, in place of the user's own. */
  readonly strategy: ReconnectStrategy = (retries, cause) => {
    if (this.isResting || this.#isClosing) return false;
    const made = this.#retriesBefore + retries;
    // After the loss of a connection it tries once at once.
    const waits = !this.#wasReady;
    this.#wasReady = false;
    const answer = this.#user(made, cause);
    if (typeof answer !== 'number') this.#retriesBefore = 0;
    else if (waits && this.isAllowed()) return this.#begin(made, answer);
    return answer;
  };

  get isResting(): boolean {
    return this.#timer !== undefined;
  }

  /** Takes over the client that was made with the strategy. */
  attach(client: NodeRedisClient): void {
    const { connect } = client;
    const emit = client.emit.bind(client);
    const prototype = Object.getPrototypeOf(client) as object;
    this.#connect = () => connect.call(client);
    this.#reconnect = () => {
      const attempt = this.#connect();
      emit('reconnecting');
      return attempt;
    };
    client.on('ready', () => {
      this.#wasReady = true;
      this.#retriesBefore = 0;
    });
    client.connect = () => this.#connectAcrossRests();
    client.emit = (event, ...args: unknown[]) =>
      event === 'terminated' && this.isResting ? false : emit(event, ...args);
    Object.defineProperty(client, 'isOpen', {
      get: () =>
        this.isResting || Boolean(Reflect.get(prototype, 'isOpen', client)),
    });
  }

  /** Does something that needs a client which is at least connecting. */
  awake<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isSettling) return Promise.resolve().then(() => this.awake(work));
    this.#end();
    return work();
  }

  /** From now on a failed attempt is the last. Whether there is none now. */
  close(): boolean {
    this.#isClosing = true;
    return this.#stop();
  }

  /** Whether the client was resting. */
  #stop(): boolean {
    if (!this.isResting) return false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return true;
  }

  #begin(made: number, delay: number): false {
    this.#retriesBefore = made + 1;
    this.#timer = setTimeout(() => {
      this.#end();
    }, delay).unref();
    this.#attempt = new Promise((resolve) => {
      this.#endWith = resolve;
    });
    // Most of the time, nobody waits for it.
    this.#attempt.catch(() => undefined);
    this.#isSettling = true;
    queueMicrotask(() => {
      this.#isSettling = false;
    });
    return false;
  }

  #end(): void {
    if (this.#stop()) this.#endWith(this.#reconnect());
  }

  /** Fails when the client gives up for good. */
  async #connectAcrossRests(): Promise<unknown> {
    let attempt = (this.#attempt = this.#connect());
    for (;;) {
      try {
        return await attempt;
      } catch (error) {
        if (attempt === this.#attempt) throw error;
        attempt = this.#attempt;
      }
    }
  }
}

/** The user's reconnectStrategy as a function, node-redis' own without one. */
export function strategyOf(
  given: unknown,
  { SocketTimeoutError }: NodeRedis,
): ReconnectStrategy {
  if (typeof given === 'function') return given as ReconnectStrategy;
  if (given === false || typeof given === 'number') return () => given;
  return (retries, cause) => {
    if (SocketTimeoutError && cause instanceof SocketTimeoutError) return false;
    return Math.min(2 ** retries * 50, 2000) + Math.floor(Math.random() * 200);
  };
}
