/**
 * Every copy of this package in a process (ESM and CommonJS, two installed
 * versions, a hot reload) meets here. The number changes only when the shape
 * of what is shared does.
 */
const PLACE = Symbol.for('shared-redis/directories/1');

interface Resettable {
  reset(): Promise<void>;
}

type Directories = Map<string, Resettable>;

/** The process' one value for a name, made by the first copy that asks. */
export function processWide<Value extends Resettable>(
  name: string,
  create: () => Value,
): Value {
  const all = directories();
  const known = all.get(name);
  if (known !== undefined) return known as Value;
  const created = create();
  all.set(name, created);
  return created;
}

/** Resets what every driver has open in this process. */
export async function resetProcess(): Promise<void> {
  const all = [...directories().values()];
  await Promise.all(all.map((directory) => directory.reset()));
}

function directories(): Directories {
  const place = globalThis as { [PLACE]?: Directories };
  return place[PLACE] ?? createDirectories(place);
}

function createDirectories(place: object): Directories {
  const value: Directories = new Map();
  Object.defineProperty(place, PLACE, { value });
  process.on('beforeExit', () => void resetProcess());
  return value;
}
