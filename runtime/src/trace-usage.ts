import {
  CLOSES,
  canHarm,
  type Configured,
  harmOf,
  nameOf,
  type SentCommand,
} from './connection-state.js';
import type { Group } from './trace-groups.js';

/** What drivers send when a connection is new. */
const HANDSHAKE = new Set([
  'hello',
  'auth',
  'client',
  'select',
  'readonly',
  'info',
]);

/** What reaches the connection between MULTI and EXEC. */
type Piece = 'whole' | 'split' | 'unknown';

const setNow = setImmediate;

/** Counts the commands of one connection, and those that are harmful. */
export class Usage {
  readonly #group: Group;
  readonly #client: Configured | undefined;
  #isNew = true;
  #inTransaction = false;
  #piece: Piece = 'whole';

  /**
   * @param group what it counts for
   * @param client how the client is configured; nothing where that is unknown
   */
  constructor(group: Group, client: Configured | undefined) {
    this.#group = group;
    this.#client = client;
  }

  /** A command is sent; its words are there where `isWatched` asked for them. */
  readonly sent = (name: string, args: readonly string[]): void => {
    if (this.#isNew && this.#isHandshake(name, args)) return;
    if (!isWatched(name)) this.#group.commands += 1;
    else count(this.#group, this.#inContext(name, args), this.#client);
  };

  /** The socket has taken as much as it can: the rest comes later, for no other reason. */
  heldBack(): void {
    this.#piece = 'unknown';
  }

  #isHandshake(name: string, args: readonly string[]): boolean {
    const word = name.toLowerCase();
    this.#isNew = HANDSHAKE.has(word);
    if (!this.#isNew) return false;
    const isOfProgram =
      word === 'select' &&
      this.#client !== undefined &&
      harmOf(commandOf(word, args), this.#client) !== undefined;
    return !isOfProgram;
  }

  /**
   * A transaction that is sent in one piece harms nobody, and nothing blocks
   * in one. In the table's words it is then one of a pipeline.
   */
  #inContext(name: string, args: readonly string[]): SentCommand {
    const word = name.toLowerCase();
    const command = commandOf(word, args);
    if (word === 'multi') {
      this.#startTransaction();
      return { ...command, inTransaction: true };
    }
    if (word !== 'exec' && word !== 'discard') {
      return { ...command, inTransaction: this.#inTransaction };
    }
    this.#inTransaction = false;
    return this.#piece === 'split' ? command : { ...command, pipelineIndex: 0 };
  }

  #startTransaction(): void {
    this.#inTransaction = true;
    this.#piece = 'whole';
    setNow(() => {
      if (this.#inTransaction && this.#piece === 'whole') this.#piece = 'split';
    }).unref();
  }
}

const UNKNOWN: Configured = { options: {} };

/** Counts a command for a group, and notes what it would do to a shared client. */
export function count(
  group: Group,
  command: SentCommand,
  client: Configured = UNKNOWN,
): void {
  group.commands += 1;
  if (!isWatched(command.name)) return;
  const harm = harmOf(command, client);
  // Who closes a client is what the code shows.
  if (harm === undefined || harm === CLOSES) return;
  const name = nameOf(command).toUpperCase();
  group.stateful.set(name, (group.stateful.get(name) ?? 0) + 1);
}

const watched = new Map<string, boolean>();

/** Whether the words of a command matter, by its name in any spelling. */
export function isWatched(name: string): boolean {
  const known = watched.get(name);
  if (known !== undefined) return known;
  const word = name.toLowerCase();
  const answer = canHarm(word) || HANDSHAKE.has(word);
  // Names come from the program; drivers spell each in one way.
  if (watched.size < 1000) watched.set(name, answer);
  return answer;
}

function commandOf(name: string, args: readonly string[]): SentCommand {
  return { name, args: [...args], inTransaction: false };
}
