import type { Command, RedisOptions } from 'ioredis';

/** What the table reads of a client; `condition` is that of its connection. */
export interface Configured {
  readonly options: RedisOptions;
  readonly condition?: Condition | null;
}

interface Condition {
  readonly auth?: string | readonly string[] | undefined;
  readonly protocol?: number | undefined;
}

/** What the table reads of a command, whichever driver sends it. */
export type SentCommand = Pick<
  Command,
  'name' | 'args' | 'inTransaction' | 'pipelineIndex'
>;

type Exception = (command: SentCommand, client: Configured) => boolean;

const never: Exception = () => false;

/** Between MULTI and EXEC, where nothing blocks. */
const inTransaction: Exception = (command) => command.inTransaction;

/** Why a command is not for a shared client, and the forms that are. */
interface Harm {
  readonly why: string;
  readonly commands: Readonly<Record<string, Exception>>;
}

export const CLOSES = 'closes the connection';
export const TAKES_OVER = 'takes over the connection';

/**
 * Connection state: whatever changes what the next command on the same
 * connection means, or when it runs.
 */
const HARMS: readonly Harm[] = [
  {
    why: CLOSES,
    commands: { quit: never },
  },
  {
    why: TAKES_OVER,
    commands: {
      subscribe: never,
      psubscribe: never,
      ssubscribe: never,
      unsubscribe: never,
      punsubscribe: never,
      sunsubscribe: never,
      monitor: never,
      sync: never,
      psync: never,
      replconf: never,
    },
  },
  {
    why: 'makes the commands of everybody else wait',
    commands: {
      blpop: inTransaction,
      brpop: inTransaction,
      brpoplpush: inTransaction,
      blmove: inTransaction,
      blmovem: inTransaction,
      blmpop: inTransaction,
      bzpopmin: inTransaction,
      bzpopmax: inTransaction,
      bzmpop: inTransaction,
      wait: inTransaction,
      waitaof: inTransaction,
      xread: (command) => command.inTransaction || !hasBlock(command),
      xreadgroup: (command) => command.inTransaction || !hasBlock(command),
    },
  },
  {
    why: 'changes what the commands of everybody else do',
    commands: {
      watch: never,
      unwatch: never,
      // Only a pipeline sends MULTI to EXEC in one piece. It marks the MULTI
      // of `multi()` as part of the transaction, its EXEC as not.
      multi: inTransaction,
      exec: isOutsideInPipeline,
      discard: never,
      reset: never,
      select: isConfiguredDatabase,
      auth: isConfiguredLogin,
      hello: isHandshake,
      readonly: (_, client) => client.options.readOnly === true,
      readwrite: never,
      asking: never,
      client: (command, client) =>
        !CLIENT_SUBCOMMANDS.has(word(command, 0)) ||
        isConfiguredName(command, client),
      script: (command) => word(command, 0) !== 'debug',
    },
  },
];

/** The subcommands of CLIENT that change the connection they are sent on. */
const CLIENT_SUBCOMMANDS = new Set([
  'reply',
  'tracking',
  'caching',
  'no-evict',
  'no-touch',
  'capa',
  'import-source',
  'setname',
]);

interface Rule {
  readonly why: string;
  readonly isException: Exception;
}

/** Made for the first command rather than for the import. */
let rules: ReadonlyMap<string, Rule> | undefined;

function ruleOf(name: string): Rule | undefined {
  rules ??= new Map(
    HARMS.flatMap(({ why, commands }) =>
      Object.entries(commands).map(
        ([command, isException]) => [command, { why, isException }] as const,
      ),
    ),
  );
  return rules.get(name);
}

/** Why a shared client must not send a command; nothing when it may. */
export function harmOf(
  command: SentCommand,
  client: Configured,
): string | undefined {
  const rule = ruleOf(nameOf(command));
  return rule === undefined || rule.isException(command, client)
    ? undefined
    : rule.why;
}

/** Whether there is anything to ask `harmOf` about commands of a name. */
export function canHarm(name: string): boolean {
  return ruleOf(name.toLowerCase()) !== undefined;
}

/** `call()` takes names in any spelling. */
export function nameOf(command: SentCommand): string {
  return command.name.toLowerCase();
}

/** BLOCK comes before STREAMS; behind it, and behind GROUP, it is a name. */
function hasBlock(command: SentCommand): boolean {
  for (let i = 0; i < command.args.length; i++) {
    const option = word(command, i);
    if (option === 'block') return true;
    if (option === 'streams') return false;
    if (option === 'group') i += 2;
  }
  return false;
}

function isOutsideInPipeline(command: SentCommand): boolean {
  return command.pipelineIndex !== undefined && !command.inTransaction;
}

function isConfiguredDatabase(
  command: SentCommand,
  client: Configured,
): boolean {
  return String(command.args[0]) === String(client.options.db ?? 0);
}

function isConfiguredName(command: SentCommand, client: Configured): boolean {
  return (
    word(command, 0) === 'setname' &&
    String(command.args[1]) === client.options.connectionName
  );
}

function isConfiguredLogin(command: SentCommand, client: Configured): boolean {
  const { auth } = client.condition ?? {};
  return auth !== undefined && isSame(command.args, [auth].flat());
}

/** HELLO as ioredis sends it when it connects; alone it only tells. */
function isHandshake(command: SentCommand, client: Configured): boolean {
  const { auth, protocol } = client.condition ?? {};
  const login = [auth ?? []].flat();
  if (login.length === 1) login.unshift('default');
  if (login.length > 0) login.unshift('AUTH');
  return (
    command.args.length === 0 ||
    isSame(command.args, [String(protocol), ...login])
  );
}

function isSame(args: Command['args'], words: readonly string[]): boolean {
  return (
    args.length === words.length &&
    args.every((arg, i) => String(arg) === words[i])
  );
}

function word(command: SentCommand, index: number): string {
  return String(command.args[index]).toLowerCase();
}
