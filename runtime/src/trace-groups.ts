import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Origin, originOf } from './trace-stack.js';

/** The connections that were opened by the same stack. */
export interface Group extends Origin {
  /** Servers, without credentials: `127.0.0.1:6379/0`. */
  readonly endpoints: Set<string>;
  opened: number;
  /** Commands that were sent, without those that set up a connection. */
  commands: number;
  /** How often each command was sent that a shared client must not send. */
  readonly stateful: Map<string, number>;
  readonly members: Members;
}

/** Whether a client, or a socket whose client is unknown, is open. */
export type IsOpen = () => boolean;

/** The opened ones of a group; closed ones are forgotten from time to time. */
class Members {
  #all: IsOpen[] = [];
  #limit = 64;

  add(isOpen: IsOpen): void {
    this.#all.push(isOpen);
    if (this.#all.length < this.#limit) return;
    this.#all = this.#all.filter((each) => each());
    this.#limit = Math.max(64, 2 * this.#all.length);
  }

  countOpen(): number {
    return this.#all.filter((each) => each()).length;
  }
}

/** Stacks that never repeat must not fill the memory. */
const MOST_GROUPS = 1000;
const MOST_ENDPOINTS = 20;

/** Groups what is opened; `cwd` is what files are relative to. */
export class Groups {
  readonly #cwd: string;
  readonly #groups = new Map<string, Group>();
  /** The SHA-256 of each file of own code in a stack: whether its lines are still where they were. */
  readonly files = new Map<string, string>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** Whether there is anything to tell. */
  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  all(): readonly Group[] {
    return [...this.#groups.values()];
  }

  /**
   * Counts one that is opened.
   *
   * @param where it is opened
   * @param isOpen whether it still is
   * @returns its group
   */
  opened(where: Error, isOpen: IsOpen): Group {
    const group = this.#groupOf(originOf(where, this.#cwd));
    group.opened += 1;
    group.members.add(isOpen);
    return group;
  }

  #groupOf(origin: Origin): Group {
    const { driver, site, stack } = origin;
    const isFull = this.#groups.size >= MOST_GROUPS;
    const places = isFull ? [site ?? stack[0]] : stack;
    const key = JSON.stringify([driver, places]);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group: Group = {
      ...origin,
      endpoints: new Set(),
      opened: 0,
      commands: 0,
      stateful: new Map(),
      members: new Members(),
    };
    this.#groups.set(key, group);
    for (const frame of stack) {
      if (frame.package === undefined) this.#noteFile(frame.file);
    }
    return group;
  }

  #noteFile(file: string): void {
    if (this.files.has(file)) return;
    try {
      const content = readFileSync(resolve(this.#cwd, file));
      const hash = createHash('sha256').update(content).digest('hex');
      this.files.set(file, hash);
    } catch {
      // A source map can name a file that is not there.
    }
  }
}

export function addEndpoint({ endpoints }: Group, endpoint: string): void {
  if (endpoints.size < MOST_ENDPOINTS) endpoints.add(endpoint);
}
