/** The first place of an error's stack that is not in this package. */
export function callSite(where: Error): string {
  const [line] = callerLines(where);
  return line === undefined ? 'an unknown place' : placeOf(line);
}

/** The lines of an error's stack, without those of this package. */
export function callerLines({ stack = '' }: Error): string[] {
  const lines = stack.split('\n').filter((line) => /^\s*at /.test(line));
  const own = folderOf(placeOf(lines[0] ?? ''));
  return lines.filter((line) => folderOf(placeOf(line)) !== own);
}

/** `at name (file:1:2)` and `at file:1:2`. */
function placeOf(line: string): string {
  return (
    /\((.*)\)$/.exec(line)?.[1] ?? line.trim().replace(/^at (async )?/, '')
  );
}

function folderOf(place: string): string {
  return place.replace(/[^/\\]*$/, '');
}
