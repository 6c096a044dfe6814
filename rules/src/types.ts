import type {
  ParserServicesWithTypeInformation,
  TSESLint,
  TSESTree,
} from '@typescript-eslint/utils';

import type {
  DriverName,
  Product,
  TypedClass,
  TypedClient,
  TypedFactory,
  TypeOracle,
} from './analysis/index.js';

// Everything of TypeScript comes with the program that the parser hands over,
// so that the rules load where TypeScript is not installed.
type Program = ParserServicesWithTypeInformation['program'];
type Checker = ReturnType<Program['getTypeChecker']>;
type Type = ReturnType<Checker['getTypeAtLocation']>;
type Declared = NonNullable<ReturnType<Type['getSymbol']>>;

type Context = Readonly<
  Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'sourceCode'>
>;

/**
 * What the parser knows of the types of a file.
 *
 * @throws an error that says what to do, where it knows none
 */
export function typeOracle({ sourceCode }: Context): TypeOracle {
  const { program, esTreeNodeToTSNodeMap: nodes } =
    sourceCode.parserServices ?? {};
  if (!program || !nodes) throw new Error(NO_PROGRAM);
  const checker = program.getTypeChecker();
  const clients = new ClientTypes(checker);
  const typeOf = (node: TSESTree.Node): Type =>
    checker.getTypeAtLocation(nodes.get(node));
  return {
    client: (expression) => clients.client(typeOf(expression)),
    constructed: (callee) => clients.constructed(typeOf(callee)),
    called: (callee) => openedByFunction(typeOf(callee)),
  };
}

const NO_PROGRAM = `settings['shared-redis'].typeAware is on, which requires type information, but the parser has none for this file. Parse it with @typescript-eslint/parser and languageOptions: { parserOptions: { projectService: true } }, see https://tseslint.com/typed-linting, or turn typeAware off for files that belong to no TypeScript project: { files: ['**/*.js'], settings: { 'shared-redis': { typeAware: false } } }.`;

/** A driver's class, and what it opens. */
interface DriverClass {
  readonly driver: DriverName;
  readonly product: Product;
}

/** The classes of drivers by the packages and names of their declarations. */
const CLASSES: Readonly<Record<string, Readonly<Record<string, DriverClass>>>> =
  {
    ioredis: {
      Redis: { driver: 'ioredis', product: 'client' },
      Cluster: { driver: 'ioredis', product: 'cluster' },
    },
    iovalkey: {
      Redis: { driver: 'iovalkey', product: 'client' },
      Cluster: { driver: 'iovalkey', product: 'cluster' },
    },
    '@redis/client': {
      RedisClient: { driver: 'node-redis', product: 'client' },
      RedisClientPool: { driver: 'node-redis', product: 'pool' },
      RedisCluster: { driver: 'node-redis', product: 'cluster' },
      RedisSentinel: { driver: 'node-redis', product: 'sentinel' },
    },
  };

/** The functions of packages that open clients of another. */
const FUNCTIONS: typeof CLASSES = {
  redis: {
    createClient: { driver: 'node-redis', product: 'client' },
    createClientPool: { driver: 'node-redis', product: 'pool' },
    createCluster: { driver: 'node-redis', product: 'cluster' },
    createSentinel: { driver: 'node-redis', product: 'sentinel' },
  },
};

/** Static methods of the classes that open a client of the class. */
const FACTORIES: ReadonlySet<string> = new Set(['create', 'createClient']);

/** The unique symbols that mark the types of shared clients, with the files that declare them. */
const BRANDS: Readonly<
  Record<string, DriverClass & { readonly file: string }>
> = {
  sharedRedis: {
    file: 'shared-redis',
    driver: 'ioredis',
    product: 'client',
  },
  sharedCluster: {
    file: 'shared-cluster',
    driver: 'ioredis',
    product: 'cluster',
  },
  sharedValkey: {
    file: 'shared-valkey',
    driver: 'iovalkey',
    product: 'client',
  },
  sharedValkeyCluster: {
    file: 'shared-valkey-cluster',
    driver: 'iovalkey',
    product: 'cluster',
  },
  sharedNodeRedis: {
    file: 'shared-node-redis',
    driver: 'node-redis',
    product: 'client',
  },
};

/** Tells clients by the declarations of their types, never by names alone. */
class ClientTypes {
  readonly #checker: Checker;

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  client(type: Type): TypedClient | undefined {
    const known = clientsByType.get(type);
    if (known !== undefined) return known ?? undefined;
    const client = this.#findClient(this.#plain(type));
    clientsByType.set(type, client ?? null);
    return client;
  }

  constructed(type: Type): TypedClass | undefined {
    const plain = this.#plain(type);
    if (plain.isUnion()) {
      return same(plain.types.map((each) => this.constructed(each)));
    }
    if (plain.isIntersection()) {
      // A mixin gives a class of its own, with another's properties.
      const found = firstOf(plain.types, (each) => this.constructed(each));
      return found && { ...found, isSubclass: true };
    }
    const { symbol } = plain as { symbol?: Declared };
    const instance = symbol && this.#checker.getDeclaredTypeOfSymbol(symbol);
    // Not an interface with a construct signature: what that constructs can be a stand-in.
    if (!instance?.isClass() || isInstance(plain, instance)) return undefined;
    const found = this.#driverClass(instance);
    return (
      found && { ...found, isSubclass: declaredClass(symbol) === undefined }
    );
  }

  /** Without `undefined` and `null`, and with its constraint in place of a type parameter. */
  #plain(type: Type): Type {
    return this.#checker.getApparentType(
      this.#checker.getNonNullableType(type),
    );
  }

  #findClient(type: Type): TypedClient | undefined {
    if (type.isUnion()) {
      const clients = type.types.map((each) => this.client(each));
      const isShared = clients.every((client) => client?.isShared);
      // One of the caller's own among shared ones: nobody knows which it is.
      return same(clients.map((client) => client && { ...client, isShared }));
    }
    const brand = firstOf(this.#checker.getPropertiesOfType(type), brandOf);
    if (brand) {
      const { driver, product } = brand;
      return { driver, product, isShared: true };
    }
    const driver = this.#driverClass(type);
    return driver && { ...driver, isShared: false };
  }

  /** The driver's class that this type is an instance of, or a subclass. */
  #driverClass(type: Type): DriverClass | undefined {
    if (type.isIntersection()) {
      return firstOf(type.types, (each) => this.#driverClass(each));
    }
    const { symbol } = type as { symbol?: Declared };
    const declared = symbol && this.#checker.getDeclaredTypeOfSymbol(symbol);
    if (!declared?.isClassOrInterface() || !isInstance(type, declared)) {
      return undefined;
    }
    return (
      declaredClass(symbol) ??
      firstOf(this.#checker.getBaseTypes(declared), (each) =>
        this.#driverClass(each),
      )
    );
  }
}

/** Types belong to a program, and are few beside the expressions that have them. */
const clientsByType = new WeakMap<Type, TypedClient | null>();

/** Whether a type is that of the instances of a class, also of a generic one: not that of the class itself, which has the same symbol. */
function isInstance(type: Type, declared: Type): boolean {
  return type === declared || (type as { target?: Type }).target === declared;
}

function declaredClass(symbol: Declared | undefined): DriverClass | undefined {
  return firstOf(symbol?.declarations ?? [], (declaration) =>
    declaredIn(CLASSES, declaration),
  );
}

/** What a function opens by its declaration. */
function openedByFunction(type: Type): TypedFactory | undefined {
  const { symbol } = type as { symbol?: Declared };
  return firstOf(symbol?.declarations ?? [], (declaration) => {
    const opened =
      declaredIn(FUNCTIONS, declaration) ??
      (FACTORIES.has(nameOf(declaration))
        ? declaredIn(CLASSES, declaration.parent)
        : undefined);
    const module = packageOf(declaration.getSourceFile().fileName);
    return opened && { ...opened, module };
  });
}

type Declaration = NonNullable<Declared['declarations']>[number];

/** What a table says of a declaration, by its package and its name. */
function declaredIn(
  table: typeof CLASSES,
  declaration: Declaration | Declaration['parent'],
): DriverClass | undefined {
  const of = packageOf(declaration.getSourceFile().fileName);
  const names = of === undefined ? undefined : own(table, of);
  return names && own(names, nameOf(declaration));
}

/** The name in a declaration: `export default class` has one too, which its symbol does not tell. */
function nameOf(declaration: Declaration | Declaration['parent']): string {
  const { name } = declaration as { name?: { text?: string } };
  return name?.text ?? '';
}

/** `@redis/client` for `…/node_modules/@redis/client/dist/index.d.ts` */
function packageOf(file: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function brandOf(property: Declared): (typeof BRANDS)[string] | undefined {
  const name = /^__@(\w+)@/.exec(property.escapedName as string)?.[1];
  const brand = name === undefined ? undefined : own(BRANDS, name);
  return brand &&
    property.declarations?.some(
      (each) => fileName(each.getSourceFile().fileName) === brand.file,
    )
    ? brand
    : undefined;
}

/** `shared-redis` for `…/dist/esm/shared-redis.d.ts` */
function fileName(path: string): string {
  return path.replace(/^.*\//, '').replace(/(?:\.d)?\.[cm]?ts$/, '');
}

/** What all are, if they are of the same driver: of a client and a cluster the cluster, with which less can be done. */
function same<T extends DriverClass>(
  all: readonly (T | undefined)[],
): T | undefined {
  const [first] = all;
  return all.every((each) => each && each.driver === first?.driver)
    ? (all.find((each) => each?.product !== 'client') ?? first)
    : undefined;
}

function firstOf<T, R>(
  all: readonly T[],
  find: (each: T) => R | undefined,
): R | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function own<T>(
  table: Readonly<Record<string, T>>,
  key: string,
): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
