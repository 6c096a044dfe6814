/** A version of a driver, and what is tested with it. */
interface Driver {
  readonly spec: string;
  /** What it replaces in `node_modules`. */
  readonly packages: readonly string[];
  /** The arguments of vitest that choose its tests. */
  readonly tests: readonly string[];
  /** The versions of Node that CI tests it with: each is there for some. */
  readonly inCi: readonly string[];
}

export interface Row {
  readonly driver: Driver;
  readonly node: string;
}

const NODES = ['node@20', 'node@22', 'node@24', 'node@26'];

const OF_OTHER_DRIVERS = '**/runtime/{iovalkey,node-redis}*';

const ioredis = {
  packages: ['ioredis'],
  tests: ['test/runtime', '--exclude', OF_OTHER_DRIVERS],
};
const iovalkey = { packages: ['iovalkey'], tests: ['test/runtime/iovalkey'] };
const nodeRedis = {
  packages: ['redis', '@redis'],
  tests: ['test/runtime/node-redis'],
};

const DRIVERS: readonly Driver[] = [
  { ...ioredis, spec: 'ioredis@5.0.6', inCi: ['node@20'] },
  { ...ioredis, spec: 'ioredis@5.11', inCi: ['node@22'] },
  { ...ioredis, spec: 'ioredis@6', inCi: ['node@24', 'node@26'] },
  { ...iovalkey, spec: 'iovalkey@0.4', inCi: ['node@26'] },
  { ...nodeRedis, spec: 'redis@5.0', inCi: ['node@20'] },
  { ...nodeRedis, spec: 'redis@5', inCi: ['node@22'] },
  { ...nodeRedis, spec: 'redis@6', inCi: ['node@24'] },
];

/**
 * The rows of these arguments: all, those of some drivers, of some versions of
 * Node, or of both; with `--ci`, no more than CI runs.
 */
export function rowsOf(args: readonly string[]): readonly Row[] {
  const names = args.filter((arg) => arg !== '--ci');
  const known = [...NODES, ...DRIVERS.map(({ spec }) => spec)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(', ')}: none of ${known.join(', ')}`);
  }
  const isCi = args.includes('--ci');
  return chosen(DRIVERS, names, ({ spec }) => spec).flatMap((driver) =>
    chosen(NODES, names, (node) => node)
      .filter((node) => !isCi || driver.inCi.includes(node))
      .map((node) => ({ driver, node })),
  );
}

/** The ones that are named, or all when none is. */
function chosen<One>(
  all: readonly One[],
  names: readonly string[],
  nameOf: (one: One) => string,
): readonly One[] {
  const some = all.filter((one) => names.includes(nameOf(one)));
  return some.length > 0 ? some : all;
}
