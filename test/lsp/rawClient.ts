/** A client that writes any bytes, for what no library would send. */
import { spawnServer, type ServerProcess } from './serverProcess';

export interface Answer {
  readonly id?: number | null;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface RawClient extends ServerProcess {
  send(...chunks: readonly (string | Buffer)[]): void;
  /** The answer to a request, once it has come. */
  answer(id: number): Promise<Answer>;
}

export function rawClient(nodeOptions: readonly string[] = []): RawClient {
  const server = spawnServer(nodeOptions);
  const answers = new Map<number, Answer>();
  const waiting = new Map<number, (answer: Answer) => void>();
  let rest = Buffer.alloc(0);
  server.process.stdout.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(rest.toString('latin1'));
      const end = header ? header[0].length + Number(header[1]) : Infinity;
      if (!header || rest.length < end) return;
      const message = JSON.parse(rest.toString('utf8', header[0].length, end)) as Answer;
      rest = rest.subarray(end);
      if (message.method !== undefined || typeof message.id !== 'number') continue;
      answers.set(message.id, message);
      waiting.get(message.id)?.(message);
    }
  });
  return {
    ...server,
    send: (...chunks) => {
      server.process.stdin.write(
        Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk))),
      );
    },
    answer: (id) =>
      new Promise((resolve) => {
        const known = answers.get(id);
        if (known) resolve(known);
        else waiting.set(id, resolve);
      }),
  };
}

/** A message in its frame; `header` instead of the right one. */
export function frame(body: unknown, header?: string): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return `${header ?? `Content-Length: ${Buffer.byteLength(text)}`}\r\n\r\n${text}`;
}

export function request(id: number, method: string, params?: unknown): string {
  return frame({ jsonrpc: '2.0', id, method, params });
}

export function notification(method: string, params?: unknown): string {
  return frame({ jsonrpc: '2.0', method, params });
}

export function initialize(id: number, more: object = {}): string {
  return request(id, 'initialize', { processId: null, rootUri: null, capabilities: {}, ...more });
}
