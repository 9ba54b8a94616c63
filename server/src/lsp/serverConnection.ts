import {
  createConnection,
  ProposedFeatures,
  StreamMessageWriter,
  type Connection,
  type DataCallback,
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

/** The connection to the client over two streams, which outlives whatever the client sends. */
export function serverConnection({ input, output, complain, exit }: ServerProcess): Connection {
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
  return createConnection(ProposedFeatures.all, new Reader(input, complain), writer);
}
