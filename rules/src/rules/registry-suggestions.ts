import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  type Open,
  type Purpose,
  REGISTRY_MODULE,
  type RegistryFunction,
} from '../analysis/index.js';
import { push, type Variable, wrapped } from '../analysis/source.js';
import {
  type Edit,
  removeParts,
  rewriteOpens,
  withoutOverlaps,
} from '../edits/index.js';
import {
  closesWhenShared,
  type Judgement,
  surroundingsIn,
  type Verdicts,
  verdictsIn,
} from '../verdicts/index.js';
import { asFixes } from './as-fixes.js';

/** A registry call that can stand in for some opens, and the closes that go with it. */
interface Replacement {
  readonly opens: readonly Open[];
  readonly call: RegistryFunction;
  readonly closes: readonly TSESTree.Node[];
}

/** What a file says of its opens, and its text. */
export interface SuggestedIn {
  readonly analysis: Analysis;
  readonly judgements: readonly Judgement[];
  readonly sourceCode: TSESLint.SourceCode;
}

/** The suggestions for each open of a file to put a call of the registry in its place. */
export function registrySuggestions(
  file: SuggestedIn,
): (judgement: Judgement) => TSESLint.ReportSuggestionArray<'useRegistry'> {
  const togetherWith = groups(file);
  const verdicts = verdictsIn(file.judgements);
  return (judgement) =>
    replacementsFor(togetherWith(judgement), file, verdicts).map(
      (replacement) => ({
        messageId: 'useRegistry',
        data: { call: replacement.call, module: REGISTRY_MODULE },
        fix: asFixes(() => editsFor(replacement, file)),
      }),
    );
}

function editsFor(
  { opens, call, closes }: Replacement,
  { analysis, sourceCode }: SuggestedIn,
): readonly Edit[] {
  const { verbatim } = analysis.index;
  const registryCall = { name: call, module: REGISTRY_MODULE };
  const rewrites = opens.map((open) => ({ open, call: registryCall }));
  return withoutOverlaps([
    ...rewriteOpens(rewrites, analysis, sourceCode),
    ...removeParts(closes, { text: sourceCode.text, verbatim }),
  ]);
}

function replacementsFor(
  judgements: readonly Judgement[],
  { analysis }: SuggestedIn,
  verdicts: Verdicts,
): readonly Replacement[] {
  if (!judgements.every(isRewritable)) return [];
  const opens = judgements.map(({ open }) => open);
  const closes = judgements.every(mayBeShared)
    ? closesWhenShared(opens, surroundingsIn(analysis), verdicts)
    : undefined;
  return [
    ...(closes ? [{ opens, call: 'getRedisClient', closes } as const] : []),
    { opens, call: 'openDedicatedRedisClient', closes: [] },
  ];
}

/** The opens that are to be replaced together: those of one variable, which has the type of the first. */
function groups({
  judgements,
  analysis,
}: SuggestedIn): (judgement: Judgement) => readonly Judgement[] {
  const byVariable = new Map<Variable, Judgement[]>();
  const variableOf = ({ open }: Judgement): Variable | undefined =>
    typedVariable(open.node, analysis);
  for (const judgement of judgements) {
    const variable = variableOf(judgement);
    if (variable) push(byVariable, variable, judgement);
  }
  return (judgement) => {
    const variable = variableOf(judgement);
    return (variable && byVariable.get(variable)) ?? [judgement];
  };
}

/** The variable that an open is put into, where its type is that of what it is declared with. */
function typedVariable(
  node: TSESTree.Node,
  { index }: Analysis,
): Variable | undefined {
  const { parent } = wrapped(node);
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.left;
  const variable =
    target && target.type === 'Identifier' ? index.named(target) : undefined;
  const declarator = variable?.defs[0]?.node;
  return declarator?.type === 'VariableDeclarator' &&
    declarator.init &&
    !declarator.id.typeAnnotation
    ? variable
    : undefined;
}

function isRewritable({ open }: Judgement): boolean {
  return (
    open.driver === 'ioredis' &&
    open.product === 'client' &&
    open.certain &&
    (open.form === 'new' || open.form === 'createClient')
  );
}

/** Purposes that a reader can know although its file does not show them. */
const SHOWN_ELSEWHERE: ReadonlySet<Purpose> = new Set<Purpose>([
  'exported',
  'returned',
  'stored',
  'unused',
]);

/** Whether nothing in the file speaks against sharing, and no library that gets the client. */
function mayBeShared({ verdict, purpose, evidence }: Judgement): boolean {
  switch (verdict) {
    case 'share':
      return true;
    case 'dedicate':
      return false;
    case 'manual':
      return (
        SHOWN_ELSEWHERE.has(purpose) &&
        !evidence.some(({ kind }) => kind === 'argument')
      );
  }
}
