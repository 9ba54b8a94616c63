/** What the extension does when its server dies again and again, with stand-ins for VS Code and for the client's library. */
import assert from 'node:assert/strict';
import Module from 'node:module';
import type { LanguageServer as Server } from '../../client/src/languageServer';

interface ErrorHandler {
  closed(): { readonly action: string; readonly message?: string };
}

/** The clients that were made, the latest last. */
let clients: { readonly errorHandler: ErrorHandler; starts: number; disposed: boolean }[] = [];
let shown: { readonly message: string; readonly choices: readonly string[] }[] = [];

const nothing = (): object => ({ dispose: () => undefined });

class FakeEmitter {
  readonly event = nothing;
  fire(): void {}
  dispose(): void {}
}

class FakeClient {
  readonly state = 2;
  private readonly own;

  constructor(_id: string, _name: string, _run: object, options: { readonly errorHandler: ErrorHandler }) {
    this.own = { errorHandler: options.errorHandler, starts: 0, disposed: false };
    clients.push(this.own);
  }

  start(): Promise<void> {
    this.own.starts++;
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    this.own.disposed = true;
    return Promise.resolve();
  }

  onDidChangeState(): object {
    return nothing();
  }

  error(): void {}
}

const standIns: Readonly<Record<string, object>> = {
  vscode: {
    EventEmitter: FakeEmitter,
    window: {
      createOutputChannel: () => ({ warn: () => undefined, show: () => undefined, dispose: () => undefined }),
      showErrorMessage: (message: string, ...choices: string[]) => {
        shown.push({ message, choices });
        return Promise.resolve(undefined);
      },
    },
    workspace: {
      createFileSystemWatcher: () => ({
        onDidCreate: nothing,
        onDidChange: nothing,
        onDidDelete: nothing,
        dispose: () => undefined,
      }),
    },
  },
  'vscode-languageclient/node': {
    LanguageClient: FakeClient,
    CloseAction: { DoNotRestart: 'do not restart' },
    ErrorAction: { Continue: 'continue' },
    ErrorCodes: {},
    ResponseError: class extends Error {},
    State: { Running: 2, Starting: 3 },
    TransportKind: { ipc: 1 },
  },
};

type Load = (request: string, ...rest: unknown[]) => unknown;

/** The module that is tested, which gets the stand-ins for what it imports. */
function loadLanguageServer(): typeof Server {
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = (request, ...rest) => standIns[request] ?? load.call(Module, request, ...rest);
  try {
    const { LanguageServer } = require('../../client/src/languageServer') as {
      LanguageServer: typeof Server;
    };
    return LanguageServer;
  } finally {
    loader._load = load;
  }
}

describe('The extension, when its server is killed', () => {
  let server: Server;
  const die = (): string | undefined => {
    const { action, message } = clients.at(-1)?.errorHandler.closed() ?? {};
    // The library must not start it a second time.
    assert.equal(action, 'do not restart');
    return message;
  };

  beforeEach(async () => {
    clients = [];
    shown = [];
    server = new (loadLanguageServer())('server.js');
    await server.start();
  });

  it('starts it again four times within three minutes, and says nothing to the user', () => {
    for (let death = 1; death <= 4; death++) {
      assert.equal(die(), 'The server ended and is started again.');
      assert.deepEqual(
        clients.map(({ starts }) => starts),
        Array.from({ length: death + 1 }, () => 1),
      );
    }
    assert.deepEqual(shown, []);
  });

  it('leaves it off at the fifth time, and tells the user once how to start it', async () => {
    for (let death = 1; death <= 5; death++) die();
    assert.equal(clients.length, 5);
    assert.equal(shown.length, 1);
    assert.match(shown[0]?.message ?? '', /ended 5 times within 3 minutes and stays off.*Restart Server/);
    assert.deepEqual(shown[0]?.choices, ['Restart Server', 'Show Output']);
    await server.restart();
    assert.equal(clients.length, 6);
    assert.equal(clients.at(-1)?.starts, 1);
    // Its earlier deaths are forgotten.
    assert.equal(die(), 'The server ended and is started again.');
    assert.equal(shown.length, 1);
  });

  it('does not start it again when it ends because it is to', async () => {
    const [first] = clients;
    await server.stop();
    assert.equal(first?.disposed, true);
    assert.equal(first?.errorHandler.closed().message, 'The server ended.');
    assert.equal(clients.length, 1);
    assert.deepEqual(shown, []);
  });
});
