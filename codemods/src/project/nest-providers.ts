import type { TSESTree } from '@typescript-eslint/utils';
import {
  CALLED,
  type Departed,
  type HandedOn,
  type Held,
  isFunction,
  keyName,
  memberName,
  parameterAt,
  propertyNamed,
  type Provided,
  wrapped,
} from 'eslint-plugin-shared-redis/analysis';

import type { Exports } from './exports.js';
import type { NestTokens, Token, TokenPlace } from './nest-tokens.js';
import type { ProjectStart } from './project-flow.js';
import type { ProjectFile } from './sources.js';
import { isTest } from './test-files.js';

/** Where NestJS puts what it has for a token: a start without what is held there. */
type Injected = Pick<ProjectStart, 'file' | 'node' | 'as' | 'isGuess'>;

/** What a place of a token means: an injection, a provider, nothing, or a text for what cannot be followed. */
type Meaning =
  | { readonly injected: Injected }
  | { readonly provider: TSESTree.ObjectExpression }
  | 'nothing'
  | { readonly unknown: string };

interface Known {
  readonly injected: readonly Injected[];
  readonly providers: readonly TokenPlace[];
}

/** Follows what the modules of NestJS provide to where it is injected. */
export class NestProviders {
  readonly #exports: Exports;
  readonly #tokens: NestTokens;
  readonly #isPublic: (file: ProjectFile) => boolean;
  readonly #known = new Map<unknown, Known | string>();

  constructor(
    exports: Exports,
    tokens: NestTokens,
    isPublic: (file: ProjectFile) => boolean,
  ) {
    this.#exports = exports;
    this.#tokens = tokens;
    this.#isPublic = isPublic;
  }

  /** Where a client is injected that is in a provider; a text, the end of a sentence, where that cannot all be seen. */
  startsOf(
    { provider, held }: Provided,
    file: ProjectFile,
  ): readonly ProjectStart[] | string {
    const path = givenAt(held);
    const provide = propertyNamed(provider, 'provide');
    const token = provide && this.#tokens.tokenOf(provide.value, file);
    if (!path) return ' of a provider that is no factory and no value';
    if (!token) return ', whose token is no text and no symbol in a constant';
    if (this.#isPublic(file)) {
      return ', and other projects can import its module from this package';
    }
    const known = this.#knownOf(token);
    if (typeof known === 'string') return known;
    const isSole =
      known.providers.length === 1 && this.#givesOnlyClients(provider, file);
    return known.injected.map((each) => ({
      ...each,
      held: { ...held, path },
      isSole,
    }));
  }

  #knownOf(token: Token): Known | string {
    const key = token.text ?? token.symbol.variable;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#findAll(token);
      this.#known.set(key, known);
    }
    return known;
  }

  #findAll(token: Token): Known | string {
    const places = this.#tokens.placesOf(token);
    if (typeof places === 'string') return places;
    const injected: Injected[] = [];
    const providers: TokenPlace[] = [];
    for (const place of places) {
      const { file, node } = place;
      const meaning = this.#meaningOf(place, token);
      if (meaning === 'nothing') continue;
      if ('injected' in meaning) injected.push(meaning.injected);
      else if (isTest(file.file)) continue;
      else if ('provider' in meaning) {
        providers.push({ node: meaning.provider, file });
      } else {
        const { line } = node.loc.start;
        return `, and ${meaning.unknown} in ${file.file}:${line}`;
      }
    }
    return { injected, providers };
  }

  #meaningOf({ node, file }: TokenPlace, token: Token): Meaning {
    const outer = wrapped(node);
    const { parent } = outer;
    switch (parent?.type) {
      case 'CallExpression':
        return parent.arguments[0] === outer
          ? meaningInCall(parent, file, token)
          : UNKNOWN;
      case 'Property':
        return parent.value === outer ? meaningInProperty(parent) : UNKNOWN;
      case 'ArrayExpression':
        return this.#meaningInList(outer, parent, file);
      case 'BinaryExpression':
      case 'SwitchCase':
      case 'TSLiteralType':
      case 'ImportDeclaration':
        return 'nothing';
      default:
        return UNKNOWN;
    }
  }

  /** `exports: [REDIS]`; `inject: [REDIS]`, whose factory gets it at the same position. */
  #meaningInList(
    node: TSESTree.Node,
    list: TSESTree.ArrayExpression,
    file: ProjectFile,
  ): Meaning {
    const property = wrapped(list).parent;
    const name = property?.type === 'Property' ? keyName(property) : undefined;
    if (name === 'exports') return 'nothing';
    if (property?.type !== 'Property' || name !== 'inject') return UNKNOWN;
    const { parent: provider } = property;
    const factory =
      provider.type === 'ObjectExpression'
        ? propertyNamed(provider, 'useFactory')
        : undefined;
    const position = list.elements.findIndex((each) => each === node);
    const isShifted = list.elements
      .slice(0, position)
      .some((each) => each?.type === 'SpreadElement');
    if (!factory || isShifted) return INTO_FACTORY;
    const [fn, ...others] = this.#exports.valuesOf(factory.value, file);
    if (!fn || others.length > 0) return INTO_FACTORY;
    const { index } = fn.file.analysis;
    const parameter = parameterAt(fn.origin, position, index);
    // A factory that does not take what is injected into it does nothing with it.
    return parameter
      ? { injected: { file: fn.file, node: parameter, as: 'target' } }
      : INTO_FACTORY;
  }

  /** Whether all that a provider gives are clients that it opens, and never something in their place. */
  #givesOnlyClients(
    provider: TSESTree.ObjectExpression,
    file: ProjectFile,
  ): boolean {
    const value = propertyNamed(provider, 'useValue');
    if (value) return areClients(value.value, file);
    const factory = propertyNamed(provider, 'useFactory');
    const factories = factory
      ? this.#exports.valuesOf(factory.value, file)
      : [];
    return (
      factories.length > 0 &&
      factories.every(({ origin, file: at }) => {
        if (origin.kind !== 'function') return false;
        const returned = at.analysis.index.returned(origin.node);
        return (
          returned.length > 0 && returned.every((each) => areClients(each, at))
        );
      })
    );
  }
}

const UNKNOWN: Meaning = {
  unknown: 'its token is used in a way that cannot be followed',
};

const INTO_FACTORY: Meaning = {
  unknown: 'it is injected into a factory that cannot be followed',
};

/** Where in what is injected the client is; `undefined` where it is not in what the provider gives. */
function givenAt({ path }: Held): Held['path'] | undefined {
  if (path[0] === 'useValue') return path.slice(1);
  return path[0] === 'useFactory' && path[1] === CALLED
    ? path.slice(2)
    : undefined;
}

/** `@Inject(REDIS)`, `moduleRef.get(REDIS)` */
function meaningInCall(
  call: TSESTree.CallExpression,
  file: ProjectFile,
  token: Token,
): Meaning {
  const { callee } = call;
  const origins = file.analysis.origins(callee);
  if (isFrom(origins, '@nestjs/common', 'Inject')) {
    const target = targetOf(call);
    return target
      ? { injected: { file, node: target, as: 'target' } }
      : { unknown: 'its token is in a decorator of the project' };
  }
  if (isFrom(origins, undefined, 'Symbol')) return 'nothing';
  const method =
    callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (method === 'overrideProvider') return { unknown: 'it is overridden' };
  return method === 'get' || method === 'resolve'
    ? {
        injected: {
          file,
          node: call,
          as: 'value',
          // `config.get('REDIS')` may ask for something else.
          isGuess: token.text !== undefined,
        },
      }
    : UNKNOWN;
}

function meaningInProperty(property: TSESTree.Property): Meaning {
  const { parent } = property;
  switch (keyName(property)) {
    case 'provide':
      return parent.type === 'ObjectExpression'
        ? { provider: parent }
        : UNKNOWN;
    case 'useExisting':
      return { unknown: 'another token stands for it' };
    default:
      return UNKNOWN;
  }
}

/** The parameter of a constructor, or the field, that a decorator fills. */
function targetOf(call: TSESTree.CallExpression): TSESTree.Node | undefined {
  if (call.parent.type !== 'Decorator') return undefined;
  const target = call.parent.parent;
  if (target.type === 'PropertyDefinition') return target;
  const fn = target.parent;
  return fn &&
    isFunction(fn) &&
    fn.parent.type === 'MethodDefinition' &&
    fn.parent.kind === 'constructor'
    ? target
    : undefined;
}

function isFrom(
  origins: ReturnType<ProjectFile['analysis']['origins']>,
  source: string | undefined,
  name: string,
): boolean {
  return (
    origins.length > 0 &&
    origins.every((origin) =>
      origin.kind === 'module'
        ? origin.source === source && origin.path.join('.') === name
        : source === undefined &&
          origin.kind === 'global' &&
          [origin.name, ...origin.path].join('.') === name,
    )
  );
}

/** Whether an expression is a client that is opened, on every path that it is anything at all. */
function areClients(
  expression: TSESTree.Node,
  { analysis }: ProjectFile,
): boolean {
  return analysis
    .origins(expression)
    .every(({ kind }) => /^(?:open|shared|dedicated|nullish)$/.test(kind));
}

/** Whether a client is in a provider of a module of NestJS: that is followed by its token. */
export function isOfNestModule({ origins, held }: HandedOn): boolean {
  const isModule =
    isFrom(origins, '@nestjs/common', 'Module') ||
    isFrom(origins, '@nestjs/testing', 'Test.createTestingModule');
  return (
    isModule &&
    held.path.some(
      (_, at) =>
        /^(?:providers|exports)$/.test(held.path[at - 2] ?? '') &&
        givenAt({ ...held, path: held.path.slice(at) }) !== undefined,
    )
  );
}

/** The use that leads into a provider which cannot be followed. */
export function departedInto(
  { provider, held }: Provided,
  { analysis }: ProjectFile,
): Departed {
  const provide = propertyNamed(provider, 'provide');
  const name = provide && analysis.index.textOf(provide.value);
  return { kind: 'stored', node: provide ?? provider, name, held };
}
