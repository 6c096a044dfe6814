import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Purpose } from '../analysis/index.js';
import { push, type Variable, wrapped } from '../analysis/source.js';
import {
  type Edit,
  removeParts,
  type Rewrite,
  rewriteOpens,
  withoutOverlaps,
} from '../edits/index.js';
import {
  closesWhenShared,
  type Judgement,
  surroundingsIn,
  type Verdict,
  type Verdicts,
  verdictsIn,
} from '../verdicts/index.js';
import { asFixes } from './as-fixes.js';

/** The registry calls that can stand in for some opens, and the closes that go with them. */
interface Replacement {
  readonly rewrites: readonly Rewrite[];
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
        data: calledFor(judgement, replacement),
        fix: asFixes(() => editsFor(replacement, file)),
      }),
    );
}

function calledFor(
  { open }: Judgement,
  { rewrites }: Replacement,
): Record<'call' | 'module', string> {
  const { name, module } = rewrites.find(
    (each) => each.open.node === open.node,
  )!.call;
  return { call: name, module };
}

function editsFor(
  { rewrites, closes }: Replacement,
  { analysis, sourceCode }: SuggestedIn,
): readonly Edit[] {
  const { index } = analysis;
  return withoutOverlaps([
    ...rewriteOpens(rewrites, analysis, sourceCode),
    ...removeParts(closes, { text: sourceCode.text, index }),
  ]);
}

function replacementsFor(
  judgements: readonly Judgement[],
  { analysis }: SuggestedIn,
  verdicts: Verdicts,
): readonly Replacement[] {
  const opens = judgements.map(({ open }) => open);
  const closes = judgements.every(mayBeShared)
    ? closesWhenShared(opens, surroundingsIn(analysis), verdicts)
    : undefined;
  const shared = closes && rewritesOf(judgements, 'share');
  const dedicated = rewritesOf(judgements, 'dedicate');
  return [
    ...(shared ? [{ rewrites: shared, closes }] : []),
    ...(dedicated ? [{ rewrites: dedicated, closes: [] }] : []),
  ];
}

/** What is to be called in the place of some opens, where there is something for each. */
function rewritesOf(
  judgements: readonly Judgement[],
  verdict: Verdict,
): readonly Rewrite[] | undefined {
  const rewrites = judgements.flatMap(({ open, standIns }) => {
    const call = standIns[verdict];
    return call ? [{ open, call }] : [];
  });
  return rewrites.length === judgements.length ? rewrites : undefined;
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
