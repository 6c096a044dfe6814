import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, memberName, stringValue } from './source.js';

/** How often a call runs a function that it is given: once (or once for each of some things), with every request or event, or unknown. */
export function frequencyOf(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  fn: FunctionNode,
): 'once' | 'often' | undefined {
  const name = calledName(call.callee);
  if (call.type === 'NewExpression') {
    return name === 'Promise' ? 'once' : undefined;
  }
  if (ONCE.has(name)) return 'once';
  return OFTEN.has(name) ||
    takesRequests(fn) ||
    (ROUTES.has(name) && isPath(call)) ||
    (LISTENS.has(name) && isRecurring(call))
    ? 'often'
    : undefined;
}

/** Functions and methods that run what they are given while they run, or once later. */
const ONCE: ReadonlySet<string> = new Set([
  ...['then', 'catch', 'finally', 'once', 'listen', 'nextTick'],
  ...['setTimeout', 'setImmediate', 'queueMicrotask'],
  ...['describe', 'suite', 'it', 'test'],
  ...['before', 'beforeAll', 'after', 'afterAll'],
  ...['forEach', 'map', 'flatMap'],
]);

const OFTEN: ReadonlySet<string> = new Set(['setInterval']);

const ROUTES: ReadonlySet<string> = new Set([
  ...['all', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put'],
  'use',
]);

const LISTENS: ReadonlySet<string> = new Set(['on', 'addListener']);

/** Events that a program has many of. */
const RECURRING: ReadonlySet<string> = new Set([
  ...['connection', 'data', 'message', 'request'],
]);

/** Parameters by which anybody knows what handles requests. */
const OF_REQUESTS =
  /^_?(?:req|request) _?(?:res|response|reply)\b|^_?ctx _?next\b/;

function takesRequests({ params }: FunctionNode): boolean {
  return OF_REQUESTS.test(
    params.map((each) => ('name' in each ? each.name : '?')).join(' '),
  );
}

function isPath({ arguments: [path] }: TSESTree.CallExpression): boolean {
  return path !== undefined && /^[/*]/.test(stringValue(path) ?? '');
}

function isRecurring({ arguments: [event] }: TSESTree.CallExpression): boolean {
  return event !== undefined && RECURRING.has(stringValue(event) ?? '');
}

function calledName(callee: TSESTree.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
}
