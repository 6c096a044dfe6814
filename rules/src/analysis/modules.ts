import {
  DRIVER_OF_MODULE,
  type DriverName,
  openedBy,
  type Product,
} from './drivers.js';
import {
  type Ownership,
  REGISTRY_MODULES,
  returnedByRegistry,
} from './registry.js';

/** A module of the application and the exports that are meant, `undefined` for all. */
export interface OwnModule {
  readonly matches: (source: string) => boolean;
  readonly exports: ReadonlySet<string> | undefined;
  readonly driver: DriverName;
}

/** What an application's settings say of its own modules. */
export interface OwnModules {
  /** Their exports are shared clients, or functions that return one. */
  readonly registries: readonly OwnModule[];
  /** Their exports are functions that return a freshly opened client. */
  readonly openers: readonly OwnModule[];
  /** They export a driver under another name. */
  readonly drivers: ReadonlyMap<string, DriverName>;
}

const NO_MODULES: OwnModules = {
  registries: [],
  openers: [],
  drivers: new Map(),
};

/** What calling an export opens, or constructing it. */
export interface OpenedBy {
  readonly driver: DriverName;
  readonly module: string;
  readonly product: Product;
  /** Whether it is an in-house function, not the driver's. */
  readonly byOpener: boolean;
}

/** A client that an export of a registry module is, or returns. */
export interface FromRegistry {
  readonly ownership: Ownership;
  readonly driver: DriverName;
}

/** Knows what the exports of modules have to do with Redis connections. */
export class Modules {
  readonly #own: OwnModules;

  constructor(own: OwnModules = NO_MODULES) {
    this.#own = own;
  }

  /** Whether its exports have anything to do with Redis connections. */
  isKnown(source: string): boolean {
    const { registries, openers } = this.#own;
    return (
      this.driver(source) !== undefined ||
      REGISTRY_MODULES.has(source) ||
      [...registries, ...openers].some(({ matches }) => matches(source))
    );
  }

  driver(source: string): DriverName | undefined {
    return DRIVER_OF_MODULE.get(source) ?? this.#own.drivers.get(source);
  }

  /** What this export of a module opens. */
  opened(
    source: string,
    path: readonly string[],
    how: 'constructors' | 'factories',
  ): OpenedBy | undefined {
    const driver = this.driver(source);
    const product = driver && openedBy(driver, path, how);
    if (product) return { driver, module: source, product, byOpener: false };
    const opener =
      how === 'factories'
        ? exporting(this.#own.openers, source, path)
        : undefined;
    return (
      opener && {
        driver: opener.driver,
        module: source,
        product: 'client',
        byOpener: true,
      }
    );
  }

  /** The client that this export of a module is the type of. */
  typed(source: string, path: readonly string[]): OpenedBy | undefined {
    const driver = this.driver(source);
    const product =
      driver &&
      (openedBy(driver, path, 'types') ??
        openedBy(driver, path, 'constructors'));
    return product && { driver, module: source, product, byOpener: false };
  }

  /** What calling this export of a module returns. */
  returned(source: string, path: readonly string[]): FromRegistry | undefined {
    const driver = REGISTRY_MODULES.get(source);
    if (driver === undefined) return this.exported(source, path);
    const ownership = returnedByRegistry(path);
    return ownership && { ownership, driver };
  }

  /** The client that this export of a module of the application is. */
  exported(source: string, path: readonly string[]): FromRegistry | undefined {
    const registry = exporting(this.#own.registries, source, path);
    return registry && { ownership: 'shared', driver: registry.driver };
  }

  /** Whether an export can be a client without being called. */
  get haveClients(): boolean {
    return this.#own.registries.length > 0;
  }
}

function exporting(
  modules: readonly OwnModule[],
  source: string,
  [name, ...rest]: readonly string[],
): OwnModule | undefined {
  if (name === undefined || rest.length > 1) return undefined;
  const [member] = rest;
  return modules.find(({ matches, exports }) => {
    if (!matches(source)) return false;
    if (member === undefined) return exports?.has(name) ?? true;
    // `import redis from`, where the module is CommonJS; a member of any other default export has to be named.
    return name === 'default' && (exports?.has(member) ?? false);
  });
}
