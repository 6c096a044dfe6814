import { LARGE_FILES, type LargeFileName } from './large-files.ts';

/** Something that is measured, and what it may be. */
export interface Goal {
  readonly what: string;
  /** What it is measured against, in the same run. */
  readonly than?: string;
  /** What the figure counts: how many times as long, as fast, or a unit. */
  readonly unit: '× the time' | '× as fast' | 'ms' | 'kB' | 'MB' | '%' | '';
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Why it may be missed, where that is known. */
  readonly missed?: string;
}

/** What came out. */
export interface Measured {
  readonly figure: number;
  /** The medians of what is measured and of what it is measured against, with their units. */
  readonly median?: string;
  readonly thanMedian?: string;
}

/** In the order of the tables. What has neither `atMost` nor `atLeast` is there to compare. */
export const GOALS = {
  runtime: {
    hitByUrl: {
      what: 'getting a client by URL',
      than: 'a bare `Map.get`',
      unit: '× the time',
      atMost: 2,
    },
    hitByOptions: {
      what: 'getting a client by five options',
      than: '`JSON.stringify` of them, sorted',
      unit: '× the time',
      atMost: 0.6,
    },
    rawOne: {
      what: 'GETs, 1 at once',
      than: 'raw ioredis',
      unit: '× as fast',
      atLeast: 0.98,
    },
    rawMany: {
      what: 'GETs, 100 at once',
      than: 'raw ioredis',
      unit: '× as fast',
      atLeast: 0.98,
    },
    rawPipelines: {
      what: 'pipelines of 300 GETs',
      than: 'raw ioredis',
      unit: '× as fast',
      atLeast: 0.98,
    },
    perCallOne: {
      what: 'GETs, 1 at once',
      than: 'a client per call',
      unit: '× as fast',
      atLeast: 20,
    },
    perCallMany: {
      what: 'GETs, 50 at once',
      than: 'a client per call',
      unit: '× as fast',
      atLeast: 40,
    },
    singletonOne: {
      what: 'GETs, 1 at once',
      than: 'a hand-written singleton',
      unit: '× as fast',
    },
    singletonMany: {
      what: 'GETs, 50 at once',
      than: 'a hand-written singleton',
      unit: '× as fast',
    },
    poolOne: {
      what: 'GETs, 1 at once',
      than: 'generic-pool with 10 clients',
      unit: '× as fast',
    },
    poolMany: {
      what: 'GETs, 50 at once',
      than: 'generic-pool with 10 clients',
      unit: '× as fast',
    },
    descriptors: {
      what: 'file descriptors more during 20,000 calls',
      unit: '',
      atMost: 0,
    },
    import: {
      what: "`import 'shared-redis'`, which imports ioredis",
      than: 'ioredis alone',
      unit: 'ms more',
      atMost: 5,
    },
    require: {
      what: "`require('shared-redis')`, which requires ioredis",
      than: 'ioredis alone',
      unit: 'ms more',
      atMost: 5,
    },
    dependencies: {
      what: 'dependencies that it brings',
      unit: '',
      atMost: 0,
    },
    tarball: { what: 'packed tarball', unit: 'kB', atMost: 60 },
    tracedIoredis: {
      what: 'GETs of ioredis under `shared-redis/trace`',
      than: 'the same, not traced',
      unit: '× as fast',
      atLeast: 0.97,
    },
    tracedNodeRedis: {
      what: 'GETs of node-redis under `shared-redis/trace`',
      than: 'the same, not traced',
      unit: '× as fast',
      atLeast: 0.97,
    },
  },
  rules: {
    share: {
      what: "all our rules, of ESLint's time by its own timing",
      unit: '%',
      atMost: 1,
    },
    without: {
      what: 'ESLint with all our rules',
      than: 'ESLint without them',
      unit: '× the time',
      atMost: 1.01,
    },
    restricted: {
      what: 'ESLint with all our rules',
      than: 'ESLint with `no-restricted-syntax`',
      unit: '× the time',
      atMost: 1,
    },
    load: { what: 'loading the plugin', unit: 'ms', atMost: 25 },
    compilers: {
      what: 'copies of TypeScript loaded with it',
      unit: '',
      atMost: 0,
    },
    ...(Object.fromEntries(
      Object.keys(LARGE_FILES).map((name) => [
        name,
        {
          what: `our rules on twice ${name}`,
          than: 'on it once',
          unit: '× the time',
          atMost: 2.3,
        },
      ]),
    ) as Record<LargeFileName, Goal>),
  },
  codemod: {
    jscodeshift: {
      what: 'planning the project',
      than: 'jscodeshift merely parsing all its files',
      unit: '× as fast',
      atLeast: 10,
    },
    astGrep: {
      what: 'planning the project',
      than: 'ast-grep searching it for `new Redis($$$)`',
      unit: '× as fast',
    },
    walk: {
      what: 'planning a project without Redis',
      than: 'listing and reading its files once',
      unit: '× the time',
      atMost: 1.5,
    },
    growth: {
      what: 'planning twice the project',
      than: 'planning it once',
      unit: '× the time',
      atMost: 2,
    },
    memory: {
      what: 'most memory while planning 50,000 files',
      unit: 'MB',
      atMost: 400,
    },
  },
} satisfies Record<string, Readonly<Record<string, Goal>>>;

export type BenchName = keyof typeof GOALS;

/** A figure for each goal of a bench. */
export type Figures<Name extends BenchName> = Readonly<
  Record<keyof (typeof GOALS)[Name], Measured>
>;

/** What a bench found. */
export interface Report<Name extends BenchName = BenchName> {
  /** What it measured on, in Markdown. */
  readonly about: string;
  readonly figures: Figures<Name>;
  readonly tables: readonly Table[];
}

/** What is better told by several columns than by a goal; in Markdown. */
export interface Table {
  readonly title: string;
  readonly text: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
