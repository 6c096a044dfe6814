/** Things that have a reason of the same kind. */
export interface ReasonGroup<T> {
  /** The reason, without what differs. */
  readonly reason: string;
  readonly members: readonly T[];
}

/** What of a reason belongs to its own place: code, quotations, what is in parentheses, and lines. */
const PARTICULARS: readonly (readonly [find: RegExp, kept: string])[] = [
  [/`[^`]*`/g, '`…`'],
  [/“[^”]*”/g, '“…”'],
  [/ \((?:[^()]|\([^()]*\))+\)/g, ' (…)'],
  [/\d+/g, '…'],
];

/** Groups things by the kind of their reason, the largest group first. */
export function groupByReason<T extends { readonly reason: string }>(
  things: readonly T[],
): readonly ReasonGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const kind = kindOf(thing.reason);
    const members = groups.get(kind) ?? [];
    groups.set(kind, members);
    members.push(thing);
  }
  return [...groups]
    .map(([kind, members]) => ({
      reason: members.length === 1 ? (members[0]?.reason ?? kind) : kind,
      members,
    }))
    .sort((a, b) => b.members.length - a.members.length);
}

function kindOf(reason: string): string {
  return PARTICULARS.reduce(
    (kind, [find, kept]) => kind.replace(find, kept),
    reason,
  );
}
