import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { copyBlastApi } from '../support/blast-api.ts';
import { applyEdits, LanguageServer } from './language-server.ts';

const FILE = 'src/tasks/blast/submit-lock.ts';

interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly range: { readonly start: object };
}

interface CodeAction {
  readonly title: string;
  readonly command: { readonly command: string; readonly arguments: unknown[] };
}

let dir: string;
beforeAll(async () => {
  dir = await copyBlastApi();
});
afterAll(() => rm(dir, { recursive: true }));

it("shows findings in the editor and offers the suggestions as quick fixes, by VS Code's own language server", async () => {
  await using server = await LanguageServer.start(dir);
  const text = readFileSync(join(dir, FILE), 'utf8');
  const uri = server.open(dir, FILE, 'typescript', text);
  const textDocument = { uri };

  const { items } = await server.request<{ items: Diagnostic[] }>(
    'textDocument/diagnostic',
    { textDocument },
  );
  expect(items).toEqual([
    expect.objectContaining({
      code: 'shared-redis/no-direct-client',
      range: {
        start: { line: 33, character: 16 },
        end: { line: 33, character: 25 },
      },
    }),
  ]);

  const actions = await server.request<CodeAction[]>(
    'textDocument/codeAction',
    {
      textDocument,
      range: items[0]!.range,
      context: { diagnostics: items, only: ['quickfix'] },
    },
  );
  const { command } = actions.find(({ title }) =>
    title.startsWith("Use getRedisClient() from 'shared-redis'."),
  )!;
  await server.request('workspace/executeCommand', command);

  expect(applyEdits(text, server.edits)).toBe(
    text
      .replace("import Redis from 'ioredis'", IMPORT)
      .replace('new Redis(', 'getRedisClient('),
  );
}, 60_000);

const IMPORT = "import { getRedisClient } from 'shared-redis'";
