/**
 * Every copy of this package in a process (ESM and CommonJS, two installed
 * versions, a hot reload) meets here. The number changes only when the shape
 * of what is shared does.
 */
const PLACE = Symbol.for('shared-redis/process-wide/1');

type Values = Map<string, unknown>;

/** The process' one value for a name, made by the first copy that asks. */
export function processWide<Value>(name: string, create: () => Value): Value {
  const all = values();
  const known = all.get(name);
  if (known !== undefined) return known as Value;
  const created = create();
  all.set(name, created);
  return created;
}

function values(): Values {
  const place = globalThis as { [PLACE]?: Values };
  return place[PLACE] ?? createValues(place);
}

function createValues(place: object): Values {
  const value: Values = new Map();
  Object.defineProperty(place, PLACE, { value });
  return value;
}
