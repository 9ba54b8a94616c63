import type { InitializeParams, Message, ResponseMessage } from 'vscode-languageserver/node';
import { initializeResult } from './initializeResult';
import type { MessageChannel } from './messageChannel';

/** What the client sends, handed on to the session once there is one. */
export interface Incoming {
  /** Takes over: gets what has come so far, `initialize` first, and then everything as it comes; `send` is for answers. */
  takeOver(receive: (message: Message) => void, send: (message: Message) => void): void;
  /** Whether this is the answer to `initialize`, which the client has already. True once. */
  isAnswered(message: Message): boolean;
}

/**
 * Answers `initialize` at once, and has the session begin behind it: the editor waits for that answer, and nothing in it
 * needs the analysis or even the protocol's library, whose loading takes longer than all of Node's start. The session gets
 * the same `initialize` and answers it too; that answer goes nowhere.
 */
export function greet(channel: MessageChannel, version: string, begin: (incoming: Incoming) => void): void {
  const early: Message[] = [];
  let answered: number | string | undefined;
  let receive = (message: Message): void => {
    if (early.push(message) > 1) return;
    const request = message as Request;
    if (request.method === 'initialize' && isId(request.id) && isWellFormed(request.params)) {
      answered = request.id;
      channel.send({ jsonrpc: '2.0', id: request.id, result: initializeResult(version) } as ResponseMessage);
    }
    setImmediate(begin, incoming);
  };
  const incoming: Incoming = {
    takeOver: (session, send) => {
      channel.sendThrough(send);
      receive = session;
      early.splice(0).forEach(session);
    },
    isAnswered: (message) => {
      if (answered === undefined || 'method' in message) return false;
      const is = (message as ResponseMessage).id === answered;
      if (is) answered = undefined;
      return is;
    },
  };
  channel.listen((message) => receive(message));
}

interface Request extends Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: unknown;
}

function isId(id: unknown): id is number | string {
  return typeof id === 'number' || typeof id === 'string';
}

/** Parameters that the session will not stumble over; it answers the others itself. */
function isWellFormed(params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  const { workspaceFolders, rootUri } = params as Partial<Record<keyof InitializeParams, unknown>>;
  if (rootUri !== undefined && rootUri !== null && typeof rootUri !== 'string') return false;
  if (workspaceFolders === undefined || workspaceFolders === null) return true;
  return (
    Array.isArray(workspaceFolders) &&
    workspaceFolders.every((folder: unknown) => typeof (folder as { uri?: unknown } | null)?.uri === 'string')
  );
}
