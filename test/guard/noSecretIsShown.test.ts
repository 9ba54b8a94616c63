import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Hover, Position, Range } from 'vscode-languageserver/node';
import { LineIndex } from '../../server/src/text/lineIndex';
import { run } from '../../server/src/cli/run';
import { faultyShop, runCommandLine, withFolder } from '../cli/commandLine';
import { diskClient, makeFolder, removeFolders, type DiskClient } from '../lsp/diskClient';
import { killServers } from '../lsp/serverProcess';
import { analyseFiles } from '../support/analyseFiles';
import { memoryHost } from '../support/memoryHost';
import { canaryFiles, leaksIn } from './canaries';

/** Every rule is on, those that are off unless asked for included. */
const SETTINGS = 'rules: { session-lost-on-restart: error, redis-not-persistent: error }\n';
const files = { ...canaryFiles, '.laravel-k8s.yaml': SETTINGS };

function assertSilent(output: string, what: string): void {
  const leaks = leaksIn(output);
  const line = output.split('\n').find((each) => leaksIn(each).length > 0);
  assert.deepEqual(leaks, [], `${what}: ${line?.slice(0, 400) ?? ''}`);
}

describe('No secret is shown, wherever it is kept', function () {
  this.timeout(60_000);
  afterEach(() => {
    killServers();
    removeFolders();
  });

  it('the secrets are where something is found', () => {
    const found = new Set(analyseFiles(new Map(Object.entries(files))).findings.map(({ at }) => at.file));
    for (const file of [
      'k8s/web.yaml',
      'k8s/secret.yaml',
      'k8s/broken.yaml',
      '.env',
      'config/database.php',
    ]) {
      assert.ok(found.has(file), `Nothing is found in ${file}: ${[...found].join(', ')}`);
    }
  });

  for (const argv of [
    ...['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'].map((format) => [
      'check',
      '--format',
      format,
    ]),
    ['check', '--fix', '--dry-run'],
    ['inspect'],
    ['inspect', '--format', 'json'],
  ]) {
    it(`by the command line: ${argv.join(' ')}`, () => {
      withFolder(files, (folder) => {
        const { out, err } = runCommandLine(...argv, folder);
        assert.ok((out + err).length > 50);
        assertSilent(out, 'out');
        assertSilent(err, 'err');
      });
    });
  }

  it('by a baseline, and by what is said of it', () => {
    withFolder(files, (folder) => {
      const baseline = path.join(folder, 'baseline.json');
      const { out, err } = runCommandLine('check', '--update-baseline', '--baseline', baseline, folder);
      const written = readFileSync(baseline, 'utf8');
      assert.match(written, /"fingerprint"/);
      for (const text of [written, out, err]) assertSilent(text, 'baseline');
      writeFileSync(path.join(folder, 'k8s/web.yaml'), faultyShop['k8s/web.yaml'] ?? '');
      const later = runCommandLine('check', '--baseline', baseline, folder);
      assert.match(later.out, /gone/);
      assertSilent(later.out + later.err, 'what is gone');
    });
  });

  it('by a failure in the midst of it that quotes what it read', () => {
    const host = memoryHost(new Map(Object.entries(files)));
    for (const file of Object.keys(files)) {
      let err = '';
      const code = run({
        argv: ['check', 'folder'],
        version: '0.0.0',
        folder: '/',
        open: () => ({
          ...host,
          read: (each) => {
            // As an engine would that quotes what it stumbled over.
            if (each === file)
              throw new TypeError(`Unexpected token in ${files[file as keyof typeof files]}`);
            return host.read(each);
          },
        }),
        read: () => '',
        save: () => undefined,
        colours: false,
        write: (text) => (err += text),
        complain: (text) => (err += text),
      });
      assert.ok(code === 1 || code === 3, err);
      assertSilent(err, file);
    }
  });

  it('by render, of any stack', () => {
    const { stacks } = analyseFiles(new Map(Object.entries(files))).model;
    assert.ok(stacks.length >= 3, stacks.map(({ stack }) => stack.name).join());
    withFolder(files, (folder) => {
      for (const { stack } of stacks) {
        const { out, err } = runCommandLine('render', stack.name, folder);
        assert.equal(out.includes('kind:'), stack.name !== 'failing', err);
        assertSilent(err, stack.name);
        assertSilent(out, stack.name);
      }
    });
  });

  it('by the language server: findings, hovers at every word, fixes, the report, its log and its traces', async () => {
    const folder = makeFolder(files);
    const client = await diskClient([folder], { trace: 'verbose' });
    await client.until(path.join(folder, 'k8s/web.yaml'), (all) => all.length > 0);
    for (const [name, text] of Object.entries(files)) {
      const uri = pathToFileURL(path.join(folder, name)).toString();
      const lines = text.split('\n');
      const asked = lines.flatMap((line, number) =>
        [...line.matchAll(/\b\w/g)].map(({ index }) =>
          client.connection.sendRequest<Hover | null>('textDocument/hover', {
            textDocument: { uri },
            position: { line: number, character: index },
          }),
        ),
      );
      await Promise.all(asked);
    }
    const { markdown } = await client.connection.sendRequest<{ markdown: string }>(
      'laravelK8s/sessionReport',
      {},
    );
    assert.match(markdown, /Deployment web/);
    await client.connection.sendRequest('laravelK8s/setUpRedis', {});
    assertSilent(client.received(), 'what the server sent');
    for (const [name, text] of Object.entries(files)) await checkFixes(client, path.join(folder, name), text);
    await client.stop();
    assertSilent(client.server.errors(), 'standard error');
  });

  /** A fix may put quotes about a secret where it stands. It writes it nowhere else, and its title does not name it. */
  async function checkFixes(client: DiskClient, file: string, text: string): Promise<void> {
    const uri = pathToFileURL(file).toString();
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: text.split('\n').length, character: 0 } },
      context: { diagnostics: [] },
    });
    for (const { edit, ...shown } of actions) {
      assertSilent(JSON.stringify(shown), 'a title');
      for (const change of edit?.documentChanges ?? []) {
        if (!('edits' in change)) continue;
        for (const each of change.edits) {
          assert.ok('newText' in each);
          const replaced: string = change.textDocument.uri === uri ? textIn(text, each.range) : '';
          const copied: string[] = leaksIn(each.newText).filter((value) => !replaced.includes(value));
          assert.deepEqual(copied, [], shown.title);
        }
      }
    }
  }
});

function textIn(text: string, { start, end }: Range): string {
  const lines = new LineIndex(text);
  const offset = ({ line, character }: Position) => lines.offset({ line, column: character });
  return text.slice(offset(start), offset(end));
}
