import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SERVER = fileURLToPath(
  new URL(
    '../../node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server',
    import.meta.url,
  ),
);

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** What the editor's ESLint extension says of a project, asked as the editor does. */
export class LanguageServer implements AsyncDisposable {
  /** What the server asked the editor to change. */
  readonly edits: TextEdit[] = [];

  readonly #child = spawn(process.execPath, [SERVER, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  readonly #pending = new Map<number, (message: Message) => void>();
  readonly #folder: { readonly name: string; readonly uri: string };
  #received = Buffer.alloc(0);

  private constructor(dir: string) {
    this.#folder = { name: 'project', uri: pathToFileURL(dir).href };
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      for (let message = this.#next(); message; message = this.#next()) {
        this.#take(message);
      }
    });
  }

  static async start(dir: string): Promise<LanguageServer> {
    const server = new LanguageServer(dir);
    await server.request('initialize', {
      processId: process.pid,
      rootUri: server.#folder.uri,
      workspaceFolders: [server.#folder],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
      },
    });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  /** Opens a document; its name for further requests. */
  open(dir: string, file: string, languageId: string, text: string): string {
    const uri = pathToFileURL(join(dir, file)).href;
    const textDocument = { uri, languageId, version: 1, text };
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
    return uri;
  }

  async request<T>(method: string, params: unknown): Promise<T> {
    const id = this.#pending.size + 1;
    const answer = new Promise<Message>((resolve) =>
      this.#pending.set(id, resolve),
    );
    this.#send({ id, method, params });
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await once(this.#child, 'close');
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    const length = Buffer.byteLength(body);
    this.#child.stdin.write(`Content-Length: ${length}\r\n\r\n${body}`);
  }

  #next(): Message | undefined {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const header = this.#received.toString('utf8', 0, end);
    const start = end + 4;
    const stop = start + Number(/Content-Length: (\d+)/.exec(header)?.[1]);
    if (this.#received.length < stop) return undefined;
    const body = this.#received.toString('utf8', start, stop);
    this.#received = this.#received.subarray(stop);
    return JSON.parse(body) as Message;
  }

  #take({ id, method, ...message }: Message): void {
    if (method === undefined) this.#pending.get(id ?? 0)?.(message);
    else if (id !== undefined) {
      this.#send({ id, result: this.#answer(method, message.params) });
    }
  }

  /** What the server asks of the editor. */
  #answer(method: string, params: unknown): unknown {
    switch (method) {
      case 'workspace/configuration':
        return (params as { items: unknown[] }).items.map(() => ({
          ...SETTINGS,
          workspaceFolder: this.#folder,
        }));
      case 'workspace/applyEdit': {
        const { edit } = params as {
          edit: { documentChanges: { edits: TextEdit[] }[] };
        };
        this.edits.push(...edit.documentChanges.flatMap(({ edits }) => edits));
        return { applied: true };
      }
      default:
        return null;
    }
  }
}

/** The extension's settings as they are where nobody has changed them. */
const SETTINGS = {
  validate: 'on',
  run: 'onType',
  useESLintClass: true,
  experimental: {},
  options: {},
  rulesCustomizations: [],
  problems: { shortenToSingleLine: false },
  codeAction: {
    disableRuleComment: { enable: true, location: 'separateLine' },
    showDocumentation: { enable: true },
  },
  codeActionOnSave: { mode: 'all' },
  format: false,
  quiet: false,
  onIgnoredFiles: 'off',
  nodePath: null,
};

/** A text with edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [
    0,
    ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
  ];
  const at = ({ line, character }: Position) => starts[line]! + character;
  return edits
    .toSorted((a, b) => at(b.range.start) - at(a.range.start))
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, at(range.start)) +
        newText +
        result.slice(at(range.end)),
      text,
    );
}
