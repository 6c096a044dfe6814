import type { TSESTree } from '@typescript-eslint/utils';

import { oncePer } from '../analysis/once-per.js';
import {
  isRequireCall,
  type SourceInput,
  stringValue,
  unwrap,
} from '../analysis/source.js';

/** The statements at the top of a file; in a component of Svelte, those of its scripts. */
export const topStatements = oncePer(
  ({ body }: TSESTree.Program): readonly TSESTree.ProgramStatement[] => {
    const scripts = (body as readonly SvelteNode[]).filter(isSvelteScript);
    return scripts.length > 0 ? scripts.flatMap((script) => script.body) : body;
  },
);

/** Statements, as svelte-eslint-parser has them. */
interface SvelteScript {
  readonly type: 'SvelteScriptElement';
  readonly body: readonly TSESTree.ProgramStatement[];
}

type SvelteNode = TSESTree.ProgramStatement | SvelteScript;

const isSvelteScript = (node: SvelteNode): node is SvelteScript =>
  node.type === 'SvelteScriptElement';

/** How a file writes its imports. */
export interface ModuleStyle {
  /** `import { x } from`, `const { x } = require()`, or `import x = require()`. */
  readonly form: 'import' | 'require' | 'importEquals';
  readonly quote: string;
  readonly semicolon: string;
}

/** Asked for by every suggestion of a file. */
export const moduleStyle = oncePer(
  ({ ast, text }: SourceInput): ModuleStyle => {
    const imports = topStatements(ast).filter(
      (statement) => importedModules(statement).length > 0,
    );
    const [sample] = imports;
    const written = sample ? text.slice(...sample.range) : text;
    return {
      form: formOf(ast, imports, text),
      quote: /["']/.exec(written)?.[0] ?? "'",
      semicolon: !sample || written.trimEnd().endsWith(';') ? ';' : '',
    };
  },
);

function formOf(
  ast: TSESTree.Program,
  imports: readonly TSESTree.Node[],
  text: string,
): ModuleStyle['form'] {
  const has = (pattern: RegExp): boolean =>
    topStatements(ast).some(({ type }) => pattern.test(type));
  if (has(/^(?:Import|Export)/)) return 'import';
  if (has(/^TSExportAssignment/)) return 'importEquals';
  if (imports.some(({ type }) => type === 'TSImportEqualsDeclaration')) {
    return 'importEquals';
  }
  const isCommonJs =
    ast.sourceType !== 'module' ||
    /\brequire\s*\(|\bmodule\.exports\b|^exports\./m.test(text);
  return isCommonJs ? 'require' : 'import';
}

/** The modules that a top-level statement imports or requires. */
export function importedModules(statement: TSESTree.Node): readonly string[] {
  switch (statement.type) {
    case 'ImportDeclaration':
      return [statement.source.value];
    case 'TSImportEqualsDeclaration':
      return statement.moduleReference.type === 'TSExternalModuleReference'
        ? [stringValue(statement.moduleReference.expression) ?? '']
        : [];
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ init }) => {
        const name = init && requiredModule(init);
        return name === undefined || name === null ? [] : [name];
      });
    default:
      return [];
  }
}

/** `'ioredis'` of `require('ioredis')` and of its members. */
export function requiredModule(node: TSESTree.Node): string | undefined {
  const call = unwrap(node);
  if (call.type === 'MemberExpression') return requiredModule(call.object);
  const argument = isRequireCall(call) ? call.arguments[0] : undefined;
  return argument && stringValue(argument);
}
