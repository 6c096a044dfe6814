type Functions = Record<string, unknown>;

/** What fake timers replace, and clients need to close. */
const PLACES: readonly (readonly [Functions, name: string])[] = [
  [globalThis, 'setTimeout'],
  [globalThis, 'clearTimeout'],
  [globalThis, 'setImmediate'],
  [globalThis, 'queueMicrotask'],
  [process as unknown as Functions, 'nextTick'],
];

const current = (): unknown[] => PLACES.map(([object, name]) => object[name]);

/** Those of the moment at which this is read: before any test. */
const REAL = current();

/** Does something with real timers, also while a test has fake ones. */
export async function withRealTimers<Result>(
  work: () => Promise<Result>,
): Promise<Result> {
  const former = current();
  install(REAL);
  try {
    return await work();
  } finally {
    install(former);
  }
}

function install(functions: readonly unknown[]): void {
  PLACES.forEach(([object, name], i) => {
    object[name] = functions[i];
  });
}
