/**
 * Whatever an editor and others have done to a folder: what the client then holds is what a server that was started just
 * now shows, and what the command line reports. `npm run soak` takes many more steps than the suite, and others each time;
 * LARAVEL_K8S_SEED=… takes those again that a failure names.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { diskHost } from '../../server/src/host/diskHost';
import { normalUri, pathInFolder } from '../../server/src/lsp/convert';
import { plainText } from '../../server/src/text/plainText';
import type { TextEdit } from '../../server/src/text/edit';
import { runCommandLine } from '../cli/commandLine';
import { ChangingFolder, step, type DiskEvent, type Follower, type Step } from '../support/changes';
import { generatedWorkspace } from '../support/generatedWorkspaces';
import { Mirror } from '../support/mirror';
import { workspaces } from '../support/workspaces';
import { connectInProcess } from './client';

const soak = process.env.LARAVEL_K8S_SOAK;
const STEPS = Number(soak ?? 250);
const LONGEST = 24;
/** The suite takes the same steps in each run, so that it never fails by chance. */
const SEED = Number(process.env.LARAVEL_K8S_SEED ?? (soak === undefined ? 1 : Date.now() % 1_000_000_000));

const EVENTS = { created: 1, changed: 2, deleted: 3 } as const;

type InProcess = Awaited<ReturnType<typeof connectInProcess>>;

/** An editor with a server of its own, over a folder on disk. */
class Editor implements Follower {
  readonly documents = new Map<string, TextDocument>();
  private sent = Promise.resolve();

  private constructor(
    private readonly client: InProcess,
    private readonly mirror: Mirror,
  ) {}

  static async start(mirror: Mirror): Promise<Editor> {
    const uri = pathToFileURL(mirror.folder).toString();
    const client = await connectInProcess((folder, exclude) => diskHost(folder, exclude), {
      folders: [{ uri, name: 'soak' }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
        },
        textDocument: { publishDiagnostics: { relatedInformation: true } },
        window: { workDoneProgress: true },
      },
    });
    return new Editor(client, mirror);
  }

  opened(file: string, text: string, version = 1): void {
    const document = TextDocument.create(this.uri(file), 'yaml', version, text);
    this.documents.set(file, document);
    this.send('textDocument/didOpen', {
      textDocument: { uri: document.uri, languageId: document.languageId, version, text },
    });
  }

  edited(file: string, edits: readonly TextEdit[], text: string): void {
    const document = this.documents.get(file);
    assert.ok(document);
    const version = document.version + 1;
    const contentChanges = edits.map(({ span, newText }) => {
      const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
      const change = { range, text: newText };
      TextDocument.update(document, [change], version);
      return change;
    });
    // The two halves of a CRLF have no place between them: then the whole text is the only way to say it.
    if (document.getText() !== text) {
      TextDocument.update(document, [{ text }], version);
      contentChanges.splice(0, contentChanges.length, { text } as (typeof contentChanges)[number]);
    }
    this.send('textDocument/didChange', { textDocument: { uri: document.uri, version }, contentChanges });
  }

  replaced(file: string, text: string): void {
    const document = this.documents.get(file);
    assert.ok(document);
    const version = document.version + 1;
    TextDocument.update(document, [{ text }], version);
    this.send('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ text }],
    });
  }

  closed(file: string): void {
    this.documents.delete(file);
    this.send('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
  }

  disk(events: readonly DiskEvent[], files: ReadonlyMap<string, string>): void {
    this.mirror.show(files);
    this.send('workspace/didChangeWatchedFiles', {
      changes: events.map(({ path: file, kind }) => ({ uri: this.uri(file), type: EVENTS[kind] })),
    });
  }

  /** An answer comes behind all that was to be done before, but for the first look at the folder. */
  async settled(): Promise<void> {
    await this.sent;
    do await this.client.connection.sendRequest('laravelK8s/sessionReport', {});
    while (!this.client.progress.includes('end'));
  }

  /** All that the client holds and can ask for. */
  async shown(): Promise<Shown> {
    await this.settled();
    const { connection, log } = this.client;
    assert.deepEqual(log, []);
    const diagnostics = this.diagnostics();
    const { markdown } = await connection.sendRequest<{ markdown: string }>('laravelK8s/sessionReport', {});
    const actions: Record<string, readonly CodeAction[]> = {};
    for (const file of Object.keys(diagnostics)) {
      actions[file] = await connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: this.uri(file) },
        range: { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } },
        context: { diagnostics: [] },
      });
    }
    return { diagnostics, report: markdown, actions };
  }

  diagnostics(): Shown['diagnostics'] {
    const root = normalUri(pathToFileURL(this.mirror.folder).toString());
    const held = [...this.client.published.values()]
      .filter(({ diagnostics }) => diagnostics.length > 0)
      .map(({ uri, version, diagnostics }): [string, Shown['diagnostics'][string]] => [
        pathInFolder(root, uri) ?? uri,
        { version: version ?? null, diagnostics },
      ]);
    // Clients take two spellings of a URI for one file.
    assert.equal(new Set(held.map(([file]) => file)).size, held.length, 'Two spellings of one URI.');
    return Object.fromEntries(held.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async stop(): Promise<void> {
    await this.sent;
    await this.client.stop();
  }

  private uri(file: string): string {
    return pathToFileURL(path.join(this.mirror.folder, file)).toString();
  }

  private send(method: string, params: object): void {
    this.sent = this.sent.then(() => this.client.connection.sendNotification(method, params));
  }
}

interface Shown {
  readonly diagnostics: Readonly<
    Record<string, { readonly version: number | null; readonly diagnostics: readonly Diagnostic[] }>
  >;
  readonly report: string;
  readonly actions: Readonly<Record<string, readonly CodeAction[]>>;
}

interface Reported {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly stacks: readonly string[];
  readonly related: readonly { path: string; line: number; column: number; message: string }[];
}

const SEVERITIES = ['', 'error', 'warning', 'information'];

/** Findings of either side as lines that can be compared, in one order. */
function inOneForm(findings: readonly Omit<Reported, 'stacks'>[]): string[] {
  return findings.map((finding) => JSON.stringify(finding)).sort();
}

function ofClient(root: string, { diagnostics }: Shown): string[] {
  return inOneForm(
    Object.entries(diagnostics).flatMap(([file, held]) =>
      held.diagnostics.map(({ code, severity, range, message, relatedInformation }) => ({
        rule: String(code),
        severity: SEVERITIES[severity ?? 0] ?? '',
        path: file,
        line: range.start.line + 1,
        column: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1,
        message: String(message),
        related: (relatedInformation ?? []).map((each) => ({
          path: pathInFolder(root, each.location.uri) ?? each.location.uri,
          line: each.location.range.start.line + 1,
          column: each.location.range.start.character + 1,
          message: each.message,
        })),
      })),
    ),
  );
}

function ofCommandLine(folder: string): string[] {
  const { code, out, err } = runCommandLine('check', '--format', 'json', folder);
  assert.ok(code === 0 || code === 1, `exit code ${code}: ${err}`);
  const { findings } = JSON.parse(out) as { findings: readonly Reported[] };
  return inOneForm(
    findings.map(({ rule, severity, path: file, line, column, endLine, endColumn, ...rest }) => ({
      ...{ rule, severity, path: file, line, column, endLine, endColumn },
      message: plainText(rest.message + (rest.stacks.length > 1 ? ` (in ${rest.stacks.join(', ')})` : '')),
      related: rest.related.map((each) => ({ ...each, message: plainText(each.message) })),
    })),
  );
}

/** Git ignores by what is on the disk, and an editor may open what it ignores: there the two need not agree. */
function canBeCopied(folder: string, open: Iterable<string>): boolean {
  const { paths, ignored } = diskHost(folder).list();
  const listed = new Set(paths);
  return [...open].every((file) => listed.has(file) && !ignored.has(file) && !file.endsWith('.gitignore'));
}

interface Scenario {
  readonly name: string;
  readonly first: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
}

const known = workspaces();
const steps = fc.array(step, { minLength: 1, maxLength: LONGEST, size: 'max' });
const scenario: fc.Arbitrary<Scenario> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constantFrom(...known.keys()),
      first: fc.constant(new Map<string, string>()),
      steps,
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: fc.constant(''), first: generatedWorkspace, steps }) },
);

async function carryOut({ name, first, steps: taken }: Scenario): Promise<void> {
  const disk = new Mirror();
  const copy = new Mirror();
  const editors: Editor[] = [];
  const files = name === '' ? first : (known.get(name) ?? first);
  let folder: ChangingFolder | undefined;
  try {
    disk.show(files);
    const editor = await Editor.start(disk);
    editors.push(editor);
    folder = new ChangingFolder(files, editor);
    for (const each of taken) {
      folder.take(each);
      if (each.settled) await editor.settled();
    }
    const held = await editor.shown();

    const fresh = await Editor.start(disk);
    editors.push(fresh);
    for (const [file, document] of editor.documents) fresh.opened(file, document.getText(), document.version);
    const expected = await fresh.shown();
    assert.deepEqual(held.diagnostics, expected.diagnostics, 'Not what a fresh server shows.');
    assert.deepEqual(held, expected, 'Not what a fresh server answers.');

    copy.show(folder.current);
    if (canBeCopied(copy.folder, editor.documents.keys())) {
      const root = normalUri(pathToFileURL(disk.folder).toString());
      assert.deepEqual(
        ofClient(root, held),
        ofCommandLine(copy.folder),
        'Not what the command line reports.',
      );
    }
  } catch (error) {
    const told = folder?.story.map((line, index) => `  ${index + 1}. ${line}`).join('\n') ?? '';
    (error as Error).message +=
      `\nAfter these steps in ${name === '' ? 'a generated folder' : name}:\n${told}\n`;
    throw error;
  } finally {
    for (const editor of editors) await editor.stop();
    disk.remove();
    copy.remove();
  }
}

describe('What a client holds after changes of all kinds', function () {
  this.timeout(soak === undefined ? 60_000 : 0);

  it('equals what a fresh server shows, and what the command line reports', async () => {
    let total = 0;
    let sequences = 0;
    const begun = Date.now();
    for (let round = 0; total < STEPS; round++) {
      const property = fc.asyncProperty(scenario, async (each) => {
        total += each.steps.length;
        sequences++;
        await carryOut(each);
      });
      await fc.assert(property, { seed: SEED + round, numRuns: soak === undefined ? 1 : 40 });
      if (soak !== undefined) {
        const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
        console.log(`      ${total} steps in ${sequences} sequences, ${minutes} min, seed ${SEED + round}`);
      }
    }
  });
});
