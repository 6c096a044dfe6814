/** The least major version that a range allows; other ranges (`<6`, `workspace:*`) do not say. */
export function leastMajor(range: string | undefined): number | undefined {
  const [, major] = /^[\s^~>=v]*(\d+)/.exec(range ?? '') ?? [];
  return major === undefined ? undefined : Number(major);
}
