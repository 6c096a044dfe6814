import { serialise } from './serialise.js';

export type Options = Record<string, unknown>;

/** The driver tests these for truth only, so '' means that they are not set. */
const EMPTY_MEANS_UNSET = [
  'username',
  'password',
  'sentinelUsername',
  'sentinelPassword',
  'connectionName',
];

/** What a socket path makes meaningless, and what sentinels do. */
const UNUSED_WITH_PATH = ['host', 'port', 'family'];
const UNUSED_WITH_SENTINELS = ['host', 'port'];

/**
 * The key of a client: equal for options of equal meaning, different for any
 * others. It holds passwords: never print, log or expose one.
 *
 * @param parsed Options as the driver's own parser returns them.
 * @param defaults The driver's default options.
 */
export function clientKey(parsed: Options, defaults: Options): string {
  return differencesOf(normalised(parsed), normalised(defaults));
}

/** A text of the options that are not the default, whatever their order. */
export function differencesOf(options: Options, byDefault: Options): string {
  let key = '';
  for (const name of Object.keys(options).sort()) {
    const value = options[name];
    if (isSame(value, byDefault[name])) continue;
    key += `${JSON.stringify(name)}=${serialise(value)};`;
  }
  return key;
}

function isSame(value: unknown, other: unknown): boolean {
  return value === other || serialise(value) === serialise(other);
}

function normalised(parsed: Options): Options {
  const options = { ...parsed };
  for (const name of EMPTY_MEANS_UNSET) options[name] ||= undefined;
  options['db'] ||= 0;
  options['path'] ||= undefined;
  options['tls'] = options['tls'] === true ? {} : options['tls'] || undefined;
  for (const name of unused(options)) options[name] = undefined;
  return options;
}

function unused(options: Options): readonly string[] {
  // It may make anything of its options.
  if (options['Connector']) return [];
  if (options['sentinels']) return UNUSED_WITH_SENTINELS;
  return options['path'] ? UNUSED_WITH_PATH : [];
}
