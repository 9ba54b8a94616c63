import {
  AbstractMessageReader,
  createConnection,
  IPCMessageWriter,
  LSPErrorCodes,
  ProposedFeatures,
  StreamMessageWriter,
  type Connection,
  type ConnectionStrategy,
  type DataCallback,
  type Disposable,
  type MessageWriter,
  type RequestMessage,
} from 'vscode-languageserver/node';
import type { Incoming } from './greet';

/** A request that is cancelled while it waits for its turn is not carried out. */
const STRATEGY: ConnectionStrategy = {
  cancelUndispatched: (message) => {
    if (!('id' in message)) return undefined;
    const { id } = message as RequestMessage;
    return { jsonrpc: '2.0', id, error: { code: LSPErrorCodes.RequestCancelled, message: 'Cancelled.' } };
  },
};

/**
 * The library's connection, behind the channel that `greet` has opened. `output` is the stream that answers are written to;
 * without one they take the channel of a forked process. Without `incoming` the command line says what to connect to.
 */
export function serverConnection(incoming?: Incoming, output?: NodeJS.WritableStream): Connection {
  if (!incoming) return createConnection(ProposedFeatures.all, STRATEGY);
  const writer = unanswered(
    output ? new StreamMessageWriter(output) : new IPCMessageWriter(process),
    incoming,
  );
  return createConnection(ProposedFeatures.all, new RelayReader(incoming, writer), writer, STRATEGY);
}

class RelayReader extends AbstractMessageReader {
  constructor(
    private readonly incoming: Incoming,
    private readonly writer: MessageWriter,
  ) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.incoming.takeOver(
      (message) => callback(message),
      (message) => void this.writer.write(message).catch(() => undefined),
    );
    return { dispose: () => undefined };
  }
}

/** Leaves out the answer that the client has already. */
function unanswered(writer: MessageWriter, incoming: Incoming): MessageWriter {
  return {
    onError: writer.onError,
    onClose: writer.onClose,
    write: (message) => (incoming.isAnswered(message) ? Promise.resolve() : writer.write(message)),
    end: () => writer.end(),
    dispose: () => writer.dispose(),
  };
}
