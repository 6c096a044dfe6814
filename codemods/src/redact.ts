const HIDDEN = '***';

/** Where a password can stand in source code, and what stays of it. A placeholder (`${password}`) tells nothing. */
const SECRETS: readonly { readonly find: RegExp; readonly kept: string }[] = [
  // scheme://user:password@host
  {
    find: /((?:\b[a-z][\w+.-]*:)?\/\/[^\s:@/'"`]*:)(?!\$\{[^}]*\}@)[^\s'"`]+@/gi,
    kept: `$1${HIDDEN}@`,
  },
  // ?password=…
  { find: /([?&]password=)[^\s&#'"`]+/gi, kept: `$1${HIDDEN}` },
  // password: '…'
  {
    find: /(\bpassword['"]?\s*[:=]\s*)(['"`])(?:\\.|(?!\2).)*\2/gi,
    kept: `$1$2${HIDDEN}$2`,
  },
];

/** Source code, or a message about it, without the passwords that are written out in it. */
export function redact(text: string): string {
  return SECRETS.reduce(
    (left, { find, kept }) => left.replace(find, kept),
    text,
  );
}
