import { isPlainObject } from './tokens.js';

/**
 * How far what was read from a value can be trusted later:
 * - `frozen`: it reads the same for ever, so its identity says it all;
 * - `data`: it reads the same until somebody changes it;
 * - `live`: reading runs code, so two readings in a row may differ.
 */
export type Stability = 'frozen' | 'data' | 'live';

export function stabilityOf(value: unknown): Stability {
  return weakest(value, new Set());
}

function weakest(value: unknown, seen: Set<object>): Stability {
  // Functions and class instances count by identity, which never changes.
  if (typeof value !== 'object' || value === null) return 'frozen';
  if (ArrayBuffer.isView(value)) return 'data';
  if (!Array.isArray(value) && !isPlainObject(value)) return 'frozen';
  if (seen.has(value)) return 'frozen';
  seen.add(value);

  let stability: Stability = Object.isFrozen(value) ? 'frozen' : 'data';
  for (const name of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, name);
    if (property?.get) return 'live';
    const inner = weakest(property?.value, seen);
    if (inner === 'live') return 'live';
    if (inner === 'data') stability = 'data';
  }
  return stability;
}
