import type { ErrorCodes, Message, ResponseMessage } from 'vscode-languageserver/node';

// By their numbers, for this stands where the library is not loaded yet.
const NOT_INITIALIZED: typeof ErrorCodes.ServerNotInitialized = -32002;
const INVALID: typeof ErrorCodes.InvalidRequest = -32600;

interface Call {
  readonly method: string;
  readonly id?: number | string | null;
}

/**
 * Where the protocol's life stands, and what may be said then: nothing before `initialize`, no second `initialize`, and
 * nothing but `exit` after `shutdown`. The library leaves this to its users: without it the handlers would answer at any
 * time.
 */
export class Lifecycle {
  private state: 'new' | 'running' | 'shut down' = 'new';

  /** Whether the server may end as it was asked to. */
  get shutDown(): boolean {
    return this.state === 'shut down';
  }

  /** Whether a message may go on to its handler; else the answer that it gets, if it asks for one. */
  judge(message: Message): 'pass' | { readonly answer?: ResponseMessage } {
    const call = callOf(message);
    if (!call || call.method === 'exit') return 'pass';
    switch (this.state) {
      case 'new':
        if (call.method !== 'initialize') {
          return refuse(call, NOT_INITIALIZED, 'The server is not initialized yet.');
        }
        this.state = 'running';
        return 'pass';
      case 'running':
        if (call.method === 'initialize') {
          return refuse(call, INVALID, 'The server is initialized already.');
        }
        if (call.method === 'shutdown') this.state = 'shut down';
        return 'pass';
      case 'shut down':
        return refuse(call, INVALID, 'The server is shut down.');
    }
  }
}

function callOf(message: Message): Call | undefined {
  return 'method' in message ? (message as unknown as Call) : undefined;
}

/** Notifications get no answer: they are dropped. */
function refuse({ id }: Call, code: number, message: string): { readonly answer?: ResponseMessage } {
  if (id === undefined || id === null) return {};
  return { answer: { jsonrpc: '2.0', id, error: { code, message } } };
}
