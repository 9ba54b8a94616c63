import { version } from '../../../package.json';
import { greet, type Incoming } from '../lsp/greet';
import { forkChannel, streamChannel } from '../lsp/messageChannel';
import { nameOf } from '../text/nameOf';
import type * as Session from './session';

const complain = (text: string): void => void process.stderr.write(`laravel-k8s: ${text}\n`);

// A client that reads no complaints is to get none.
process.stderr.on('error', () => undefined);

// A defect that nothing else caught costs one answer at most. By default Node would end the process, and quote the error.
process.on('uncaughtException', (error) => complain(`internal error: ${nameOf(error)}`));

// Editors of all kinds speak over standard input and output; VS Code's own client over Node's channel.
if (process.argv.includes('--stdio')) {
  const { stdin: input, stdout: output } = process;
  const channel = streamChannel({ input, output, complain, exit: (code) => process.exit(code) });
  greet(channel, version, (incoming) => session(incoming, output));
} else if (process.argv.includes('--node-ipc')) greet(forkChannel(process), version, session);
else session();

/** Everything else is loaded here, once the client has its first answer. */
function session(incoming?: Incoming, output?: NodeJS.WritableStream): void {
  try {
    const { startSession } = require('./session') as typeof Session;
    startSession(incoming, output);
  } catch (error) {
    // What cannot be loaded will not be: the editor is to see that the server is gone.
    complain(`the server does not start: ${nameOf(error)}`);
    process.exit(1);
  }
}
