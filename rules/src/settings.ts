import { isAbsolute, posix, resolve, sep } from 'node:path';
import { inspect } from 'node:util';

import type { TSESLint } from '@typescript-eslint/utils';

import {
  DRIVER_NAMES,
  type DriverName,
  mayUseTypedClients,
  mentionOf,
  Modules,
  type OwnModule,
} from './analysis/index.js';

/** `settings['shared-redis']`, the same for all rules. */
export interface SharedRedisSettings {
  /**
   * The application's own modules whose exports are shared clients, or
   * functions that return one. The files of these modules may open clients.
   */
  readonly registryModules?: readonly (string | ModuleExports)[];
  /** In-house functions that return a freshly opened client. */
  readonly openers?: readonly ModuleExports[];
  /** Modules that export a driver, by name. */
  readonly drivers?: Readonly<Record<string, DriverName>>;
  /** Whether to ask the type checker where clients come from. */
  readonly typeAware?: boolean;
}

/** A module, as its importers name it, and those of its exports that are meant. */
export interface ModuleExports {
  /** For example `@acme/redis`, or `@/lib/redis`, also for `../lib/redis`. */
  readonly module: string;
  /** Default: all. */
  readonly exports?: readonly string[];
  /** Default `ioredis`. */
  readonly driver?: DriverName;
}

/** What the settings mean for one file. */
export interface FileSettings {
  readonly modules: Modules;
  /** Whether the file is a module of the registry itself. */
  readonly isRegistry: boolean;
  readonly typeAware: boolean;
}

type Context = Readonly<
  Pick<
    TSESLint.RuleContext<string, readonly unknown[]>,
    'settings' | 'filename' | 'sourceCode'
  >
>;

/**
 * Whether a file can have to do with Redis, by its text.
 *
 * @throws an error that names the setting, for one that is wrong
 */
export function mayUseRedis({ settings, sourceCode }: Context): boolean {
  const checked = checkedSettings(settings['shared-redis']);
  return (
    mentionFor(checked).test(sourceCode.text) ||
    (checked.typeAware === true && mayUseTypedClients(sourceCode.text))
  );
}

/** Reads the settings for a file. */
export function fileSettings({ settings, filename }: Context): FileSettings {
  const {
    registryModules = [],
    openers = [],
    drivers = {},
    typeAware = false,
  } = checkedSettings(settings['shared-redis']);
  const registries = registryModules.map(asModuleExports);
  return {
    modules: new Modules({
      registries: registries.map((each) => ownModule(each, filename)),
      openers: openers.map((each) => ownModule(each, filename)),
      drivers: new Map(Object.entries(drivers)),
    }),
    isRegistry: registries.some(({ module }) => isFileOf(module, filename)),
    typeAware,
  };
}

const NO_SETTINGS: SharedRedisSettings = {};
const checked = new WeakSet<object>();

function checkedSettings(value: unknown): SharedRedisSettings {
  if (value === undefined) return NO_SETTINGS;
  if (!isRecord(value)) throw wrong('', 'an object', value);
  if (checked.has(value)) return value;
  for (const [name, setting] of Object.entries(value)) {
    if (!Object.hasOwn(SETTINGS, name)) {
      throw new Error(
        `settings['shared-redis'] has no ${JSON.stringify(name)}, only ${Object.keys(SETTINGS).join(', ')}.`,
      );
    }
    SETTINGS[name as keyof SharedRedisSettings](`.${name}`, setting);
  }
  checked.add(value);
  return value;
}

type Check = (name: string, value: unknown) => void;

const SETTINGS: Record<keyof SharedRedisSettings, Check> = {
  registryModules: listOf((name, value) => {
    if (typeof value !== 'string') moduleExports(name, value);
  }),
  openers: listOf(moduleExports),
  drivers(name, value) {
    if (!isRecord(value))
      throw wrong(name, 'an object of drivers by module', value);
    for (const [module, driver] of Object.entries(value)) {
      driverName(`${name}[${JSON.stringify(module)}]`, driver);
    }
  },
  typeAware: ofType('boolean'),
};

const MODULE_EXPORTS: Record<keyof ModuleExports, Check> = {
  module: ofType('string'),
  exports: listOf(ofType('string')),
  driver: driverName,
};

function moduleExports(name: string, value: unknown): void {
  const isModule = isRecord(value) && typeof value['module'] === 'string';
  if (!isModule)
    throw wrong(
      name,
      "an object such as { module: '@acme/redis', exports: ['createRedis'] }",
      value,
    );
  for (const [part, inner] of Object.entries(value)) {
    if (!Object.hasOwn(MODULE_EXPORTS, part)) {
      throw wrong(
        name,
        `an object of ${Object.keys(MODULE_EXPORTS).join(', ')}`,
        value,
      );
    }
    MODULE_EXPORTS[part as keyof ModuleExports](`${name}.${part}`, inner);
  }
}

function driverName(name: string, value: unknown): void {
  if (DRIVER_NAMES.some((driver) => driver === value)) return;
  throw wrong(name, `one of ${DRIVER_NAMES.join(', ')}`, value);
}

function listOf(check: Check): Check {
  return (name, value) => {
    if (!Array.isArray(value)) throw wrong(name, 'an array', value);
    value.forEach((item, at) => check(`${name}[${at}]`, item));
  };
}

function ofType(type: 'boolean' | 'string'): Check {
  return (name, value) => {
    if (typeof value !== type) throw wrong(name, `a ${type}`, value);
  };
}

function wrong(name: string, expected: string, value: unknown): Error {
  return new Error(
    `settings['shared-redis']${name} has to be ${expected}, not ${inspect(value)}.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const mentions = new WeakMap<object, RegExp>();

function mentionFor(settings: SharedRedisSettings): RegExp {
  const known = mentions.get(settings);
  if (known) return known;
  const mention = mentionOf([
    ...(settings.registryModules ?? []).map((each) =>
      lastPart(asModuleExports(each).module),
    ),
    ...(settings.openers ?? []).map(({ module }) => lastPart(module)),
    ...Object.keys(settings.drivers ?? {}),
  ]);
  mentions.set(settings, mention);
  return mention;
}

function asModuleExports(module: string | ModuleExports): ModuleExports {
  return typeof module === 'string' ? { module } : module;
}

function ownModule(
  { module, exports, driver = 'ioredis' }: ModuleExports,
  filename: string,
): OwnModule {
  const folder = resolve(filename, '..');
  return {
    driver,
    exports: exports && new Set(exports),
    matches: (source) =>
      source === module ||
      (/^\.{1,2}(?:\/|$)/.test(source) &&
        isFileOf(module, resolve(folder, source))),
  };
}

/** Whether a path, with or without its ending, is that of a module: `…/src/lib/redis/index.ts` for `@/lib/redis`. */
function isFileOf(module: string, path: string): boolean {
  const tail = withoutEnding(withoutAlias(module));
  const file = withoutEnding(path.split(sep).join(posix.sep));
  return isAbsolute(path) && tail !== '' && file.endsWith(`/${tail}`);
}

/** `@/lib/redis`, `~/lib/redis`, `#lib/redis`, `./src/lib/redis` → `lib/redis`, `src/lib/redis` */
function withoutAlias(module: string): string {
  return module.replace(/^(?:[@~]?\/|#\/?|(?:\.{1,2}\/)+)/, '');
}

function withoutEnding(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

function lastPart(module: string): string {
  return withoutEnding(module).split('/').at(-1) ?? module;
}
