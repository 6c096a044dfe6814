import { closeSync, openSync, readSync } from 'node:fs';

/** Grows with the largest file. Most are far smaller, and reading them leaves nothing behind. */
let memory = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * Reads a file into memory that the next call takes again.
 *
 * @throws what the file system throws
 */
export function readBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const read = readSync(file, memory, length, memory.length - length, null);
      if (read === 0) return memory.subarray(0, length);
      length += read;
      if (length === memory.length) {
        memory = Buffer.concat([memory], 2 * length);
      }
    }
  } finally {
    closeSync(file);
  }
}
