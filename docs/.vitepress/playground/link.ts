import { type Code, isLanguage } from './languages.js';

/** What every browser, server and chat takes as part of an address. */
const MAX_HASH = 4000;

/** What is unpacked of a link that anybody can have made. */
const MAX_BYTES = 1_000_000;

/** The code as the hash of an address, packed: `#ts=S0ktLgEA`. Nothing for code that is too long for one. */
export async function hashOf({
  text,
  language,
}: Code): Promise<string | undefined> {
  const packed = await bytesOf(
    new Blob([text]).stream().pipeThrough(new CompressionStream(FORMAT)),
    MAX_HASH,
  );
  if (!packed) return undefined;
  const hash = `#${language}=${toBase64Url(packed)}`;
  return hash.length > MAX_HASH ? undefined : hash;
}

/** The code that the hash of an address holds, if it holds any. */
export async function codeIn(hash: string): Promise<Code | undefined> {
  const [, language = '', packed = ''] = /^#(\w+)=([\w-]+)$/.exec(hash) ?? [];
  if (!isLanguage(language)) return undefined;
  try {
    const bytes = await bytesOf(
      new Blob([fromBase64Url(packed)])
        .stream()
        .pipeThrough(new DecompressionStream(FORMAT)),
      MAX_BYTES,
    );
    return bytes && { text: new TextDecoder().decode(bytes), language };
  } catch {
    return undefined;
  }
}

const FORMAT = 'deflate-raw';

/** All bytes of a stream; nothing where it has more than so many. */
async function bytesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  max: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > max) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
