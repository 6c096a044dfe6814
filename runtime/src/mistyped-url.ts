/**
 * Whether a socket's path may be a URL that the driver did not recognise, with
 * credentials in it: the paths of sockets hold neither `:` nor `@`.
 */
export function isMistypedUrl(path: string | null | undefined): boolean {
  return typeof path === 'string' && /[:@]/.test(path);
}
