import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { faultyShop } from '../cli/commandLine';
import { applyEdits } from '../../server/src/text/edit';
import { LineIndex } from '../../server/src/text/lineIndex';
import { FOLDER, startClient, type Client, type ClientOptions } from './client';

const FILE = '.laravel-k8s.yaml';
const WEB = 'k8s/web.yaml';
const RULE = 'stateful-driver-with-replicas';

const redisShop = {
  ...faultyShop,
  'config/session.php': "<?php return ['driver' => 'redis', 'connection' => 'default'];",
  'config/database.php':
    "<?php return ['redis' => ['client' => 'phpredis', 'default' => ['host' => env('REDIS_HOST'), 'port' => 6379]]];",
  [WEB]: (faultyShop[WEB] ?? '').replace(
    'value: file',
    'value: redis\n            - name: REDIS_HOST\n              value: sessions',
  ),
};

const has = (rule: string) => (all: readonly Diagnostic[]) => all.some(({ code }) => code === rule);

describe('The server, in a folder with a settings file', () => {
  let client: Client;
  afterEach(() => client.stop());

  async function start(files: object, settings?: string, options?: ClientOptions): Promise<void> {
    const all = new Map(Object.entries(files as Record<string, string>));
    if (settings !== undefined) all.set(FILE, settings);
    client = await startClient(all, options);
  }

  /** The text of the settings file after the quick fix with this title on a finding in the manifest. */
  async function afterFix(rule: string, title: RegExp, before: string): Promise<string> {
    const found = (await client.until(WEB, has(rule))).find(({ code }) => code === rule);
    const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: `${FOLDER}/${WEB}` },
      range: found?.range,
      context: { diagnostics: [] },
    });
    const action = actions.find((each) => title.test(each.title));
    assert.ok(action, actions.map((each) => each.title).join('\n'));
    const index = new LineIndex(before);
    const edits = (action.edit?.documentChanges ?? []).flatMap((change) => {
      if (!('edits' in change)) return [];
      assert.equal(change.textDocument.uri, `${FOLDER}/${FILE}`);
      return change.edits.map((edit) => {
        assert.ok('newText' in edit);
        const offset = ({ line, character }: { line: number; character: number }) =>
          index.offset({ line, column: character });
        const span = { start: offset(edit.range.start), end: offset(edit.range.end) };
        return { file: FILE, span, newText: edit.newText };
      });
    });
    return applyEdits(before, edits);
  }

  it('shows what is wrong in it, and follows it as it is typed', async () => {
    await start(faultyShop, 'rulez: {}\n');
    assert.ok(has(RULE)(await client.until(WEB, has(RULE))));
    const [problem] = await client.until(FILE, has('settings-invalid'));
    assert.deepEqual(problem?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } });
    await client.open(FILE, 'rulez: {}\n');
    await client.change(FILE, `rules: { ${RULE}: off }\n`, 2);
    await client.until(WEB, (all) => all.length === 0);
    await client.until(FILE, (all) => all.length === 0);
    await client.change(FILE, 'exclude: [nothing]\n', 3);
    await client.until(WEB, has(RULE));
  });

  it('switches a rule off in it, and keeps its comments', async () => {
    const before = '# Ours.\nrules:\n  app-key-missing: off # vault\n\nexclude: [legacy/] # later\n';
    await start(faultyShop, before);
    assert.equal(
      await afterFix(RULE, /^Switch .* off in \.laravel-k8s\.yaml$/, before),
      `# Ours.\nrules:\n  app-key-missing: off # vault\n  ${RULE}: "off"\n\nexclude: [legacy/] # later\n`,
    );
  });

  it('begins the rules in a file that has none, or only comments', async () => {
    await start(faultyShop, '# Nothing yet.\n');
    assert.equal(
      await afterFix(RULE, /^Switch/, '# Nothing yet.\n'),
      `# Nothing yet.\nrules:\n  ${RULE}: "off"\n`,
    );
  });

  it('notes a Service that exists elsewhere, whatever is there of the list', async () => {
    const cases: readonly (readonly [before: string, after: string])[] = [
      ['exclude: []\n', 'exclude: []\nexternal:\n  services:\n    - sessions\n'],
      ['external:\n  secrets: [a]\n', 'external:\n  secrets: [a]\n  services:\n    - sessions\n'],
      ['external:\n  services: [a]\n', 'external:\n  services: [a, sessions]\n'],
      [
        'external:\n  services:\n  # Theirs.\n  - a\n',
        'external:\n  services:\n  # Theirs.\n  - a\n  - sessions\n',
      ],
    ];
    for (const [before, after] of cases) {
      await start(redisShop, before);
      assert.equal(await afterFix('redis-host-unresolved', /exists outside/, before), after);
      await client.stop();
    }
    await start(redisShop);
  });

  it('begins a file for editors that have no command for settings, and only for those', async () => {
    await start(faultyShop, undefined, { commands: false });
    assert.equal(await afterFix(RULE, /^Switch/, ''), `rules:\n  ${RULE}: "off"\n`);
    await client.stop();
    await start(faultyShop);
    await assert.rejects(afterFix(RULE, /\.laravel-k8s\.yaml/, ''));
  });

  it('takes the same settings from the editor', async () => {
    const settings = {
      overrides: [{ files: ['/dev'], rules: { [RULE]: 'information', 'app-key-missing': 'loud' } }, 7],
      environments: [
        'dev',
        { chart: 'chart', values: ['a.yaml', 1], release: 'a', namespace: 'b' },
        null,
        {},
      ],
      apps: ['.'],
    };
    await start({ ...faultyShop, 'dev/web.yaml': faultyShop[WEB] }, undefined, { settings });
    const [first] = await client.until('dev/web.yaml', has(RULE));
    assert.equal(first?.severity, 3);
    assert.deepEqual(client.diagnostics(WEB), []);
  });

  it('does not offer to switch off what an override sets', async () => {
    await start(faultyShop, `overrides: [{ files: ['**'], rules: { ${RULE}: error } }]\n`);
    await assert.rejects(afterFix(RULE, /^Switch/, ''));
  });
});
