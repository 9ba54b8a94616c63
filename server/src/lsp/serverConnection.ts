import {
  createConnection,
  LSPErrorCodes,
  ProposedFeatures,
  StreamMessageWriter,
  type Connection,
  type ConnectionStrategy,
  type DataCallback,
  type RequestMessage,
} from 'vscode-languageserver/node';
import { FrameReader } from './frameReader';
import { Lifecycle } from './lifecycle';

/** What the connection needs of the process that it lives in. */
export interface ServerProcess {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Tells a person what was odd about the input, in a sentence that quotes none of it. */
  complain(text: string): void;
  /** Ends the process, once the client has gone without a word. */
  exit(code: number): void;
}

/** A request that is cancelled while it waits for its turn is not carried out. */
const STRATEGY: ConnectionStrategy = {
  cancelUndispatched: (message) => {
    if (!('id' in message)) return undefined;
    const { id } = message as RequestMessage;
    return { jsonrpc: '2.0', id, error: { code: LSPErrorCodes.RequestCancelled, message: 'Cancelled.' } };
  },
};

/**
 * The connection to the client over two streams, which outlives whatever the client sends; without a process, over the
 * channel that VS Code's client opens, which has no frames and one well-behaved user.
 */
export function serverConnection(process?: ServerProcess): Connection {
  if (!process) return createConnection(ProposedFeatures.all, STRATEGY);
  const { input, output, complain, exit } = process;
  const writer = new StreamMessageWriter(output);
  const lifecycle = new Lifecycle();
  class Reader extends FrameReader {
    override listen(callback: DataCallback): { dispose(): void } {
      return super.listen((message) => {
        const verdict = lifecycle.judge(message);
        if (verdict === 'pass') callback(message);
        else if (verdict.answer) void writer.write(verdict.answer).catch(() => undefined);
      });
    }
  }
  input.on('end', () => exit(lifecycle.shutDown ? 0 : 1));
  return createConnection(ProposedFeatures.all, new Reader(input, complain), writer, STRATEGY);
}
