import type { DriverName } from '../../analysis/index.js';
import type { Verdict } from '../close-decisions.js';

/** What a library does with a client that it is handed. */
export type Deed =
  /** Only sends ordinary commands on it, and never closes it. */
  | 'commands'
  /** Opens connections of its own by `duplicate()`; on this one it sends ordinary commands or none. */
  | 'duplicates'
  | 'subscribes'
  | 'blocks'
  /** Changes the state of its connection: SELECT, AUTH, WATCH. */
  | 'state'
  /** Replaces its methods, or defines commands on it that others may have meant otherwise. */
  | 'changes'
  /** Is its owner: closes it in the end. */
  | 'closes'
  /** Hands it on to code of the application that cannot be seen from here. */
  | 'exposes'
  /** Does not take a client there, or does not know one of the registry for a client. */
  | 'mistakes';

/** What it means for an open that its client is treated so. */
export const VERDICT_ON: Readonly<Record<Deed, Verdict>> = {
  commands: 'share',
  duplicates: 'share',
  subscribes: 'dedicate',
  blocks: 'dedicate',
  state: 'dedicate',
  changes: 'dedicate',
  closes: 'dedicate',
  exposes: 'manual',
  mistakes: 'manual',
};

/** What a library does with a client, and why that decides. */
export interface Answer {
  readonly does: Deed;
  /** One sentence for a reader who knows their code and not the library's. */
  readonly reason: string;
  /** Where what it does would allow another verdict than what the reason says. */
  readonly verdict?: Verdict;
}

/** Something that the call or the project says, or that cannot be seen there. */
export type Condition =
  /** An option beside the client. Without `is`, any value but `false` or none. */
  | { readonly option: string; readonly is?: string | number | boolean }
  /** One of these methods is called on what the library returned. */
  | {
      readonly calls: readonly string[];
      /** Nobody calls it in the ordinary course, so that it counts as not called where this cannot be seen. */
      readonly rare?: true;
    }
  /** A client of this driver. */
  | { readonly driver: DriverName }
  /** A version with a lower major number. */
  | { readonly before: number };

export interface Case extends Answer {
  readonly when: Condition;
}

/** One place where a client goes into a library. */
export interface Entry extends Answer {
  /** Conditions under which the library does something else; the first that holds decides. */
  readonly cases?: readonly Case[];
  /** Listeners that it adds to the client for each instance: removed when the instance is closed, or never. */
  readonly listeners?: 'removed' | 'kept';
  /** Names of the commands that it defines on the client. */
  readonly defines?: readonly string[];
  /** Something else a user should know. */
  readonly note?: string;
}

/** The places of one export, by where they are: `'1.connection'` is `{ connection }` in the second argument. */
export type Places = Readonly<Record<string, Entry>>;

/** One npm package. */
export interface Library {
  /** The versions whose source was read, the newest last. */
  readonly read: readonly string[];
  readonly docs: string;
  /** What its users call its default export. */
  readonly local?: string;
  /** By how an export is used and its name: `'new Queue'`, `'call createAdapter'`, `'plugin '` (the default export). */
  readonly exports: Readonly<Record<string, Places>>;
}

export type Libraries = Readonly<Record<string, Library>>;
