import type { TSESTree } from '@typescript-eslint/utils';
import { effectOf, type Open, type Use } from '../analysis/index.js';
import { oncePer } from '../analysis/once-per.js';
import { lineStart } from '../edits/edit.js';
import { onlyLogs } from './only-logs.js';

/** Why an open that runs only ordinary commands is to be left alone all the same, and the use that shows it. */
export interface Obstacle {
  readonly reason: string;
  readonly evidence?: readonly Use[];
}

/** What beside its commands speaks against sharing a client. The first that finds something decides. */
const OBSTACLES: readonly ((
  open: Open,
  text: string,
) => Obstacle | undefined)[] = [
  listenerObstacle,
  optionsObstacle,
  commentObstacle,
];

export function obstacleTo(open: Open, text: string): Obstacle | undefined {
  for (const find of OBSTACLES) {
    const obstacle = find(open, text);
    if (obstacle) return obstacle;
  }
  return undefined;
}

function listenerObstacle({ uses, scope }: Open): Obstacle | undefined {
  const listeners = uses.filter((use) => effectOf(use) === 'listener');
  const obstacle = listeners.find(
    (use) => scope.repeated || (eventOf(use) !== 'error' && !onlyLogs(use)),
  );
  if (!obstacle) return undefined;
  const event = eventOf(obstacle);
  const instead = INSTEAD.get(event);
  return {
    evidence: [obstacle],
    reason: scope.repeated
      ? `it adds a listener (${event}) each time, which would pile up on a shared client: ${instead ?? 'add it once, where the program starts'}`
      : `it listens to \`${event}\`, which a shared client may have emitted before: ${instead ?? 'share it yourself where that does no harm'}`,
  };
}

const AWAIT_COMMAND = 'remove it, and await a command in its place';

/** What to do in the place of listening to an event. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['error', 'remove it, as the registry reports connection errors'],
  ['connect', AWAIT_COMMAND],
  ['ready', AWAIT_COMMAND],
]);

function eventOf(use: Use): string {
  const event = use.kind === 'call' ? use.call.arguments[0] : undefined;
  return event?.type === 'Literal' ? String(event.value) : 'an event';
}

/** The options of a shared client are everybody's: one may be read, none changed. */
function optionsObstacle({ uses }: Open): Obstacle | undefined {
  const changing = uses.find(
    (use) =>
      use.kind === 'property' &&
      use.property === 'options' &&
      !(use.node.type === 'MemberExpression' && isOnlyRead(use.node)),
  );
  return (
    changing && {
      reason: 'its `options` may be changed, which others would share',
      evidence: [changing],
    }
  );
}

/** `client.options.host`, and nothing done to it. */
function isOnlyRead(options: TSESTree.MemberExpression): boolean {
  const { parent } = options;
  if (parent.type !== 'MemberExpression' || parent.object !== options) {
    return false;
  }
  const { parent: user } = parent;
  return !(
    (user.type === 'AssignmentExpression' && user.left === parent) ||
    user.type === 'UpdateExpression' ||
    (user.type === 'UnaryExpression' && user.operator === 'delete') ||
    user.type === 'MemberExpression'
  );
}

/** A comment that says that a connection is apart from others on purpose. */
const SAYS_APART =
  /\b(?:(?:dedicated|separate|isolated|independent(?! redis node)|own)\b[^.\n]*\b(?:connection|client|instance|redis)|(?:connection|client)s? of (?:its|their|our) own|on purpose|deliberate\w*|intentional\w*|isolated)\b|(?:\bnot|\bnever|n't)\s+(?:\w+\s+){0,2}(?:shar|reus|wait behind)/i;

function commentObstacle({ node }: Open, text: string): Obstacle | undefined {
  const comment = commentsAround(node, text).find((each) =>
    SAYS_APART.test(each),
  );
  if (comment === undefined) return undefined;
  const said = comment.replace(/^[\s/*]+|[\s/*]+$/g, '').replace(/\s+/g, ' ');
  return { reason: `a comment says that it is apart on purpose: “${said}”` };
}

/** The lines of comment directly above the statement of an open, and the comments on its own lines. */
function commentsAround(node: TSESTree.Node, text: string): readonly string[] {
  const statement = statementOf(node);
  const [, after = ''] = /^([^\n]*)/.exec(text.slice(statement.range[1])) ?? [];
  const own = text.slice(...statement.range) + after;
  return [
    commentAbove(statement.range[0], text),
    ...(own.match(/(?<![:'"`\w])\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? []),
  ];
}

/** The lines of comment directly above the line of a position. */
function commentAbove(position: number, text: string): string {
  const end = lineStart(position, text);
  let start = end;
  while (start > 0) {
    const above = lineStart(start - 1, text);
    if (!/^\s*(?:\/\/|\/?\*)/.test(text.slice(above, start))) break;
    start = above;
  }
  return text.slice(start, end);
}

/** The statement, the field or the property that an expression stands in. */
function statementOf(node: TSESTree.Node): TSESTree.Node {
  let at = node;
  while (at.parent && !STATEMENT.test(at.type)) at = at.parent;
  return at;
}

const STATEMENT = /Statement$|Declaration$|^Property/;

/** What a whole file does that would see a difference (all of these), and why that matters. */
const FILE_OBSTACLES: readonly { finds: readonly RegExp[]; reason: string }[] =
  [
    {
      finds: [
        /\b(?:jest|vi)\.(?:doM|unstable_m|m)ock(?:Module)?\(\s*['"`](?:ioredis|iovalkey|redis|@redis\/client)['"`]|['"`](?:io)?redis-mock['"`]/,
      ],
      reason:
        'its file replaces the driver by a mock, which the registry need not see',
    },
    {
      finds: [/\bconnected_clients\b/, /\b(?:expect|assert)\b/],
      reason: 'its file counts connections, and sharing one changes the count',
    },
  ];

/** What speaks against sharing any client of a file; asked once, not for each open. */
export const obstacleInFile = oncePer(
  ({ text }: { readonly text: string }): Obstacle | undefined =>
    FILE_OBSTACLES.find(({ finds }) =>
      finds.every((pattern) => pattern.test(text)),
    ),
);
