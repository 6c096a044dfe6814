import type { DriverName, Purpose } from 'eslint-plugin-shared-redis/analysis';
import type { Verdict } from 'eslint-plugin-shared-redis/verdicts';
import * as v from 'valibot';

/** The version of the plan's format. */
export const PLAN_VERSION = 3;

/** All verdicts, in the order in which they are told. */
export const VERDICTS = [
  'share',
  'dedicate',
  'manual',
] as const satisfies readonly Verdict[];

const DRIVERS = [
  'ioredis',
  'iovalkey',
  'node-redis',
  'valkey-glide',
] as const satisfies readonly DriverName[];

const PURPOSES = [
  'commands',
  'subscriber',
  'blocking',
  'state',
  'handed',
  'returned',
  'exported',
  'stored',
  'unused',
  'unknown',
] as const satisfies readonly Purpose[];

const described = <const T extends v.GenericSchema>(schema: T, text: string) =>
  v.pipe(schema, v.description(text));

const listOf = <const T extends v.GenericSchema>(item: T) =>
  v.pipe(v.array(item), v.readonly());

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const countFromOne = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A place in a file. */
const PLACE = {
  file: described(v.string(), 'Relative to the root, with forward slashes.'),
  line: described(countFromOne, 'From 1.'),
  column: described(countFromOne, 'From 1.'),
};

const EVIDENCE = described(
  v.pipe(
    v.object({
      file: PLACE.file,
      line: PLACE.line,
      what: described(v.string(), 'What is done there, such as a method.'),
    }),
    v.readonly(),
  ),
  'Code that led to a verdict.',
);

const OBSERVED = described(
  v.pipe(
    v.object({
      opened: described(countFromOne, 'How many clients it opened.'),
      open: described(count, 'How many of them were open at the end.'),
      commands: described(count, 'How many commands they sent.'),
      stateful: described(
        listOf(v.string()),
        'The commands among them that a shared client must not send.',
      ),
    }),
    v.readonly(),
  ),
  'What was seen of it when the program ran, with --observed.',
);

const SITE = described(
  v.pipe(
    v.object({
      ...PLACE,
      driver: v.picklist(DRIVERS),
      form: v.picklist([
        'new',
        'createClient',
        'duplicate',
        'opener',
        'subclass',
      ]),
      scope: v.picklist(['import', 'function', 'constructor', 'field']),
      repeated: described(
        v.boolean(),
        'Whether it can run more than once in a process.',
      ),
      purpose: v.picklist(PURPOSES),
      verdict: described(
        v.picklist(VERDICTS),
        'What becomes of it. Yours to change before --apply.',
      ),
      reason: v.string(),
      evidence: listOf(EVIDENCE),
      observed: v.exactOptional(OBSERVED),
    }),
    v.readonly(),
  ),
  'An expression that opens a connection; its place is its first character.',
);

const CLOSE = described(
  v.pipe(
    v.object({
      ...PLACE,
      action: described(
        v.picklist(['remove', 'keep']),
        'What becomes of it. Yours to change before --apply.',
      ),
      reason: v.string(),
    }),
    v.readonly(),
  ),
  "A call that closes a client; its place is the method's name.",
);

const OPTIONS = described(
  v.pipe(
    v.object({
      importFrom: v.exactOptional(
        described(
          v.string(),
          'The module that rewrites import from in the place of `shared-redis`.',
        ),
      ),
      openers: v.exactOptional(
        described(
          listOf(v.string()),
          'In-house openers that nothing calls but what the project shows: `src/redis.ts#createRedisClient`.',
        ),
      ),
      roles: v.exactOptional(
        described(
          v.pipe(v.record(v.string(), v.string()), v.readonly()),
          'The environment variable of the URL of each role whose opens become clients of that role.',
        ),
      ),
    }),
    v.readonly(),
  ),
  'How it was planned, where that was said.',
);

/** The format of a plan: its types, its validation and its JSON Schema are all made of this. */
export const PLAN = v.pipe(
  v.object({
    $schema: v.exactOptional(v.string()),
    version: v.literal(PLAN_VERSION),
    paths: described(
      listOf(v.string()),
      'What was planned: files and folders, from the working directory.',
    ),
    options: OPTIONS,
    sites: listOf(SITE),
    closes: listOf(CLOSE),
    files: described(
      v.pipe(
        v.record(
          v.string(),
          v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256')),
        ),
        v.readonly(),
      ),
      'The SHA-256 of each file that is named above, by its name.',
    ),
  }),
  v.readonly(),
  v.title('The plan of a migration to shared-redis'),
  v.description(
    'Written by shared-redis-codemod --plan, read by --apply. Change verdicts and actions; all else has to stay.',
  ),
);

/**
 * What `--plan` writes: `version`, `paths`, `options`, `sites` (each a
 * {@link Site}), `closes` (each a {@link Close}) and `files`. What each field
 * means is said by `shared-redis-codemod/plan.schema.json`.
 */
export type Plan = v.InferOutput<typeof PLAN>;

/** How a project is rewritten, where the code does not say it. */
export type RewriteOptions = v.InferOutput<typeof OPTIONS>;

/**
 * One expression that opens a connection; its place is the expression's first character.
 *
 * @interface
 */
export type Site = v.InferOutput<typeof SITE>;

/**
 * One call that closes a client; its place is the method's name.
 *
 * @interface
 */
export type Close = v.InferOutput<typeof CLOSE>;

/**
 * What was seen of an open when the program ran.
 *
 * @interface
 */
export type Observed = v.InferOutput<typeof OBSERVED>;

/**
 * Code that led to a verdict.
 *
 * @interface
 */
export type Evidence = v.InferOutput<typeof EVIDENCE>;

/** A place in a file. Lines and columns count from 1. */
export type Place = Pick<Site, 'file' | 'line' | 'column'>;
