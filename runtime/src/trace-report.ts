import { relative, sep } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { Group, Groups } from './trace-groups.js';
import type { Frame } from './trace-stack.js';

/** The version of the format of a trace. */
export const TRACE_VERSION = 1;

/** What a program and all that it started have opened. */
export interface Trace {
  readonly version: typeof TRACE_VERSION;
  /** Drawn by lot: the same for all processes that one of them started. */
  readonly run: string;
  readonly processes: readonly TracedProcess[];
}

/** What one process, or one thread of it, has opened. */
export interface TracedProcess {
  readonly pid: number;
  /** 0 is the main thread. */
  readonly thread: number;
  /** The file that was started, relative to the working directory. */
  readonly script: string;
  readonly startedAt: string;
  /** How long it was watched. */
  readonly seconds: number;
  /** The SHA-256 of each file of own code in a stack. */
  readonly files: Readonly<Record<string, string>>;
  readonly opens: readonly TracedOpen[];
}

/** What one stack has opened. */
export interface TracedOpen {
  readonly driver: string;
  readonly via?: string;
  readonly site?: Frame;
  readonly stack: readonly Frame[];
  readonly endpoints: readonly string[];
  /** How many clients were opened; a reconnect is none. */
  readonly opened: number;
  /** How many of them are open still. */
  readonly open: number;
  /** How many were opened per minute, of at least one minute. */
  readonly perMinute: number;
  /** Commands that were sent, without those that set up a connection. */
  readonly commands: number;
  /** How often commands were sent that a shared client must not send. */
  readonly stateful: Readonly<Record<string, number>>;
}

const start = performance.now();
const startedAt = new Date().toISOString();

/** What has been opened so far; `cwd` is what files are relative to. */
export function tracedProcess(groups: Groups, cwd: string): TracedProcess {
  const seconds = (performance.now() - start) / 1000;
  const [, script = ''] = process.argv;
  return {
    pid: process.pid,
    thread: threadId,
    script: relative(cwd, script).split(sep).join('/'),
    startedAt,
    seconds: rounded(seconds),
    files: Object.fromEntries(groups.files),
    opens: groups
      .all()
      .map((group) => tracedOpen(group, seconds))
      .sort((one, other) => other.opened - one.opened),
  };
}

function tracedOpen(group: Group, seconds: number): TracedOpen {
  const { driver, via, site, stack, opened, commands } = group;
  return {
    driver,
    ...(via === undefined ? {} : { via }),
    ...(site === undefined ? {} : { site }),
    stack,
    endpoints: [...group.endpoints],
    opened,
    open: group.members.countOpen(),
    perMinute: rounded(opened / Math.max(1, seconds / 60)),
    commands,
    stateful: Object.fromEntries(group.stateful),
  };
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}

const MOST_ROWS = 30;
const HEAD = [
  'opened',
  'open',
  '/min',
  'commands',
  'stateful',
  'driver',
  'opened by',
];
const NUMBERS = 4;

/** The table that is printed. */
export function tableOf({
  pid,
  thread,
  seconds,
  opens,
}: TracedProcess): string {
  const total = opens.reduce((sum, { opened }) => sum + opened, 0);
  const name = thread === 0 ? `process ${pid}` : `thread ${thread} of ${pid}`;
  const title = `shared-redis/trace: ${name} opened ${total} Redis ${
    total === 1 ? 'client' : 'clients'
  } in ${seconds} s.`;
  if (opens.length === 0) return `${title}\n`;
  const rows = opens.slice(0, MOST_ROWS).map(rowOf);
  const left = opens.length - rows.length;
  return [
    title,
    ...aligned([HEAD, ...rows]),
    ...(left > 0 ? [`and ${left} more places`] : []),
    '',
  ].join('\n');
}

function rowOf(open: TracedOpen): string[] {
  const { driver, opened, perMinute, commands, stateful } = open;
  return [
    ...[opened, open.open, perMinute, commands].map(String),
    Object.keys(stateful).join(' ') || '-',
    driver,
    openedBy(open),
  ];
}

/** The place, the dependency in between, and who called. */
function openedBy({ site, via, stack, driver }: TracedOpen): string {
  if (site === undefined) return via ?? `${driver} itself`;
  const place = `${site.file}:${site.line}:${site.column}`;
  const own = stack.filter((frame) => frame.package === undefined);
  const caller = own[1] && `, from ${own[1].file}:${own[1].line}`;
  return `${via === undefined ? '' : `${via} `}${place}${caller ?? ''}`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < NUMBERS
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
