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
import type { Traffic } from './traffic';

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
export function serverConnection(
  traffic: Traffic,
  incoming?: Incoming,
  output?: NodeJS.WritableStream,
): Connection {
  if (!incoming) return createConnection(ProposedFeatures.all, STRATEGY);
  const writer = unanswered(
    output ? new StreamMessageWriter(output) : new IPCMessageWriter(process),
    incoming,
    traffic,
  );
  const reader = new RelayReader(incoming, writer, traffic);
  return createConnection(ProposedFeatures.all, reader, writer, STRATEGY);
}

class RelayReader extends AbstractMessageReader {
  constructor(
    private readonly incoming: Incoming,
    private readonly writer: MessageWriter,
    private readonly traffic: Traffic,
  ) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.incoming.takeOver(
      (message) => {
        this.traffic.passes();
        callback(message);
      },
      (message) => void this.writer.write(message).catch(() => undefined),
    );
    return { dispose: () => undefined };
  }
}

/** Leaves out the answer that the client has already. */
function unanswered(writer: MessageWriter, incoming: Incoming, traffic: Traffic): MessageWriter {
  return {
    onError: writer.onError,
    onClose: writer.onClose,
    write: (message) => {
      traffic.passes();
      return incoming.isAnswered(message) ? Promise.resolve() : writer.write(message);
    },
    end: () => writer.end(),
    dispose: () => writer.dispose(),
  };
}
