import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A line of a stack. */
export interface Frame {
  /** The function; missing at the top of a module. */
  readonly name?: string;
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The package in `node_modules` that it is in; missing in own code. */
  readonly package?: string;
}

/** Where a client was opened. */
export interface Origin {
  /** The package of the driver and its version, or `bundled`. */
  readonly driver: string;
  /** The dependency that opened it, such as `bullmq → Queue`. */
  readonly via?: string;
  /** The innermost frame of own code. */
  readonly site?: Frame;
  /** The frames outside of the driver and of Node, innermost first. */
  readonly stack: readonly Frame[];
}

const MOST_FRAMES = 50;
const KEPT_FRAMES = 20;
const OF_NODE_REDIS = /^(redis|@redis\/.*)$/;

/**
 * Keeps where the program is, at a cost of some microseconds: put into words
 * only when asked for its stack.
 *
 * @param below the function whose caller is the first frame
 */
export function whereFrom(below: (...args: never[]) => unknown): Error {
  const { stackTraceLimit } = Error;
  // It may be frozen.
  Reflect.set(Error, 'stackTraceLimit', MOST_FRAMES);
  const where = new Error('opened');
  Error.captureStackTrace(where, below);
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  return where;
}

/**
 * Reads a stack as text: so it has the lines of the source where Node, tsx or
 * ts-node map them.
 *
 * @param cwd what files are relative to
 */
export function originOf({ stack }: Error, cwd: string): Origin {
  const lines = typeof stack === 'string' ? stack.split('\n') : [];
  const frames = lines.flatMap((line) => frameOf(line, cwd) ?? []);
  const [first] = frames;
  const driver = first?.package;
  // Of a bundled one, only the constructor can be told from own code.
  const outside = frames.slice(
    driver === undefined ? 1 : lengthOfDriver(frames, driver),
  );
  const site = outside.find((frame) => frame.package === undefined);
  const opener = outside[0]?.package;
  return {
    driver: first === undefined ? 'unknown' : driverOf(first, cwd),
    ...(opener === undefined ? {} : { via: viaOf(opener, outside) }),
    ...(site === undefined ? {} : { site }),
    stack: outside.slice(0, KEPT_FRAMES),
  };
}

function lengthOfDriver(frames: readonly Frame[], driver: string): number {
  const isDriver = ({ package: name }: Frame) =>
    name === driver ||
    (name !== undefined &&
      OF_NODE_REDIS.test(driver) &&
      OF_NODE_REDIS.test(name));
  const length = frames.findIndex((frame) => !isDriver(frame));
  return length === -1 ? frames.length : length;
}

/** The function of a dependency that own code, or another one, called. */
function viaOf(opener: string, frames: readonly Frame[]): string {
  const end = frames.findIndex((frame) => frame.package !== opener);
  const called = frames.at(end - 1)?.name?.replace(/^new /, '');
  return called === undefined ? opener : `${opener} → ${called}`;
}

const LINE = /^\s*at (?:async )?(?:(.+?) \()?(.+):(\d+):(\d+)\)?$/;

function frameOf(text: string, cwd: string): Frame | undefined {
  const [, name, place = '', line, column] = LINE.exec(text) ?? [];
  const path = pathOf(place);
  if (path === undefined) return undefined;
  const inside = packageOf(path);
  return {
    ...(name === undefined || name === '<anonymous>' ? {} : { name }),
    file: relative(cwd, path).split(sep).join('/'),
    line: Number(line),
    column: Number(column),
    ...(inside === undefined ? {} : { package: inside.name }),
  };
}

/** Nothing for code of Node, and for what is in no file. */
function pathOf(place: string): string | undefined {
  if (!place.startsWith('file:')) {
    return /^(\/|[a-z]:[\\/])/i.test(place) ? place : undefined;
  }
  try {
    return fileURLToPath(place);
  } catch {
    return undefined;
  }
}

function driverOf({ file }: Frame, cwd: string): string {
  const inside = packageOf(join(cwd, file));
  if (inside === undefined) return 'bundled';
  const { name, version } = inside;
  return version === undefined ? name : `${name}@${version}`;
}

/** What a `package.json` says of the package in a folder. */
interface Package {
  readonly name: string;
  readonly version?: string;
}

const IN_MODULES =
  /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/;

/** By folder: several versions of a driver can be installed, or by other names. */
const packages = new Map<string, Package>();

function packageOf(path: string): Package | undefined {
  const [, folder, name] = IN_MODULES.exec(path) ?? [];
  if (folder === undefined || name === undefined) return undefined;
  const known = packages.get(folder) ?? manifestIn(folder, name);
  packages.set(folder, known);
  return known;
}

function manifestIn(folder: string, name: string): Package {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    return { name, ...(JSON.parse(text) as Partial<Package>) };
  } catch {
    return { name: name.replace('\\', '/') };
  }
}
