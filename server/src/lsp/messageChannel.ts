import type { Message } from 'vscode-languageserver/node';
import { FrameReader, isMessage } from './frameReader';
import { Lifecycle } from './lifecycle';

/** The way to and from the client, message by message, without any library: what is here before that can have been loaded. */
export interface MessageChannel {
  /** Called once, at the start. */
  listen(receive: (message: Message) => void): void;
  send(message: Message): void;
  /** From now on the channel's own answers take this way, so that they cannot fall into the midst of others. */
  sendThrough(send: (message: Message) => void): void;
}

/** What a channel over two streams needs of the process that it lives in. */
export interface ServerProcess {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Tells a person what was odd about the input, in a sentence that quotes none of it. */
  complain(text: string): void;
  /** Ends the process, once the client has gone without a word. */
  exit(code: number): void;
}

/** The channel over two streams, which outlives whatever the client sends. */
export function streamChannel({ input, output, complain, exit }: ServerProcess): MessageChannel {
  const lifecycle = new Lifecycle();
  let send = (message: Message): void => {
    const body = JSON.stringify(message);
    output.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  input.on('end', () => exit(lifecycle.shutDown ? 0 : 1));
  // Whoever has closed the output is gone, or about to go.
  output.on('error', () => undefined);
  return {
    listen: (receive) =>
      new FrameReader(input, complain).listen((message) => {
        const verdict = lifecycle.judge(message);
        if (verdict === 'pass') receive(message);
        else if (verdict.answer) send(verdict.answer);
      }),
    send: (message) => send(message),
    sendThrough: (other) => {
      send = other;
    },
  };
}

/**
 * The channel that VS Code's client opens to a process that it forks. It has no frames, and ends with the client, which the
 * library overlooks: vscode-jsonrpc 10 waits for an event "close", which a process has of its children only, not of itself.
 */
export function forkChannel(process: NodeJS.Process): MessageChannel {
  const lifecycle = new Lifecycle();
  process.on('disconnect', () => process.exit(lifecycle.shutDown ? 0 : 1));
  const send = (message: Message): void => void process.send?.(message);
  return {
    listen: (receive) =>
      void process.on('message', (message) => {
        const verdict = isMessage(message) ? lifecycle.judge(message) : {};
        if (verdict === 'pass') receive(message as Message);
        else if (verdict.answer) send(verdict.answer);
      }),
    send,
    sendThrough: () => undefined,
  };
}
