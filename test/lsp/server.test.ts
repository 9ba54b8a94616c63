import assert from 'node:assert/strict';
import type { CodeAction, Hover, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { FOLDER, startClient, type Client } from './client';

const CONFIG_MAP = 'k8s/env.yaml';

/** A shop whose three pods keep sessions in files, and which talks to a Redis that is not there. */
function shop(): Map<string, string> {
  return new Map([
    ['artisan', '#!/usr/bin/env php\n'],
    ['composer.json', '{ "require": { "laravel/framework": "^10.0" } }\n'],
    [
      'config/session.php',
      "<?php\n\nreturn [\n    'driver' => env('SESSION_DRIVER', 'file'),\n    'files' => storage_path('framework/sessions'),\n];\n",
    ],
    [
      'k8s/web.yaml',
      `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example/shop
          ports:
            - containerPort: 8080
          envFrom:
            - configMapRef:
                name: web-env
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  selector:
    app: web
  ports:
    - port: 80
`,
    ],
    [CONFIG_MAP, configMap('file')],
  ]);
}

function configMap(driver: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: web-env
data:
  APP_KEY: "base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  APP_ENV: production
  SESSION_DRIVER: ${driver}
`;
}

const stateful = (diagnostics: readonly { code?: unknown }[]): boolean =>
  diagnostics.some(({ code }) => code === 'stateful-driver-with-replicas');

describe('The language server', () => {
  let client: Client;
  afterEach(() => client.stop());

  it('reports the findings of files that no editor has open, with a link to the page and the places that play a part', async () => {
    client = await startClient(shop());
    const [finding] = (await client.until(CONFIG_MAP, stateful)).filter(
      ({ code }) => code === 'stateful-driver-with-replicas',
    );
    assert.equal(finding?.source, 'laravel-k8s');
    assert.deepEqual(finding?.range, { start: { line: 7, character: 18 }, end: { line: 7, character: 22 } });
    assert.equal(finding?.codeDescription?.href, 'file:///docs/rules/stateful-driver-with-replicas.md');
    const related =
      finding?.relatedInformation?.map(({ location, message }) => `${location.uri} ${message}`) ?? [];
    assert.ok(
      related.some((line) => line.startsWith(`${FOLDER}/k8s/web.yaml`) && /replicas: 3/i.test(line)),
      related.join('\n'),
    );
  });

  it('follows an edit that is not saved, and names the version it speaks of', async () => {
    client = await startClient(shop());
    await client.open(CONFIG_MAP, configMap('file'));
    await client.until(CONFIG_MAP, stateful);
    await client.change(CONFIG_MAP, configMap('redis'), 2);
    await client.until(CONFIG_MAP, (all) => !stateful(all));
    await client.change(CONFIG_MAP, configMap('file'), 3);
    await client.until(CONFIG_MAP, stateful);
    assert.equal(client.version(CONFIG_MAP), 3);
  });

  it('goes back to what is on disk when a document is closed without saving', async () => {
    client = await startClient(shop());
    await client.until(CONFIG_MAP, stateful);
    await client.open(CONFIG_MAP, configMap('redis'));
    await client.until(CONFIG_MAP, (all) => !stateful(all));
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: `${FOLDER}/${CONFIG_MAP}` },
    });
    assert.ok(stateful(await client.until(CONFIG_MAP, stateful)));
  });

  it('an edit in one file mends a finding in another', async () => {
    const files = shop();
    client = await startClient(files);
    await client.until(CONFIG_MAP, stateful);
    await client.open(
      'k8s/web.yaml',
      (files.get('k8s/web.yaml') ?? '').replace('replicas: 3', 'replicas: 1'),
    );
    await client.until(CONFIG_MAP, (all) => !stateful(all));
  });

  it('takes findings away when their file is deleted by somebody else', async () => {
    const files = shop();
    client = await startClient(files);
    await client.until(CONFIG_MAP, stateful);
    files.delete(CONFIG_MAP);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${FOLDER}/${CONFIG_MAP}`, type: 3 }],
    });
    assert.deepEqual(await client.until(CONFIG_MAP, (all) => all.length === 0), []);
  });

  it('finds what a file brings that is created by somebody else', async () => {
    const files = shop();
    files.delete(CONFIG_MAP);
    client = await startClient(files);
    files.set(CONFIG_MAP, configMap('file'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${FOLDER}/${CONFIG_MAP}`, type: 1 }],
    });
    assert.ok(stateful(await client.until(CONFIG_MAP, stateful)));
  });

  it('offers the fixes of a finding as versioned edits, one of them preferred, and files to create for confirmation', async () => {
    client = await startClient(shop());
    await client.open(CONFIG_MAP, configMap('file'), 7);
    await client.until(CONFIG_MAP, stateful);
    const actions = await codeActions(client);
    const fixes = actions.filter(({ title }) => /Redis|Stopgap/.test(title));
    assert.ok(fixes.length >= 2, actions.map(({ title }) => title).join('\n'));
    assert.equal(actions.filter(({ isPreferred }) => isPreferred).length, 1);
    const redis = fixes.find(({ isPreferred }) => isPreferred)?.edit as WorkspaceEdit;
    const edited = redis.documentChanges?.find(
      (change) => 'textDocument' in change && change.textDocument.uri.endsWith(CONFIG_MAP),
    );
    assert.ok(edited && 'textDocument' in edited);
    assert.equal(edited.textDocument.version, 7);
    assert.ok(redis.documentChanges?.some((change) => 'kind' in change && change.kind === 'create'));
    assert.ok(
      Object.values(redis.changeAnnotations ?? {}).some(({ needsConfirmation }) => needsConfirmation),
    );
  });

  it('offers to silence the line, to switch the rule off and to explain it', async () => {
    client = await startClient(shop());
    await client.until(CONFIG_MAP, stateful);
    const actions = await codeActions(client);
    const commands = actions.flatMap(({ command }) => command?.command ?? []);
    assert.deepEqual(commands, ['laravelK8s.addToSetting', 'laravelK8s.showRule']);
    const silence = actions.find(({ title }) => title.startsWith('Silence'));
    const [change] = silence?.edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change);
    const [edit] = change.edits;
    assert.ok(edit && 'newText' in edit);
    assert.equal(edit.newText, '  # laravel-k8s-disable-next-line stateful-driver-with-replicas -- reason\n');
  });

  it('keeps quiet about a line that a comment silences, and about a rule that the settings switch off', async () => {
    client = await startClient(shop(), { settings: { rules: { 'stateful-driver-with-replicas': 'off' } } });
    await client.open(CONFIG_MAP, configMap('array'));
    const all = await client.until(CONFIG_MAP, (each) =>
      each.some(({ code }) => code === 'session-driver-array'),
    );
    assert.ok(!stateful(all));
    const silenced = configMap('array').replace(
      '  SESSION_DRIVER',
      '  # laravel-k8s-disable-next-line -- tests\n  SESSION_DRIVER',
    );
    await client.change(CONFIG_MAP, silenced, 2);
    await client.until(CONFIG_MAP, (each) => !each.some(({ code }) => code === 'session-driver-array'));
  });

  it('says on a variable what it comes to in each workload, and leads to where it is set and read', async () => {
    client = await startClient(shop());
    await client.until(CONFIG_MAP, stateful);
    const at = { textDocument: { uri: `${FOLDER}/${CONFIG_MAP}` }, position: { line: 7, character: 5 } };
    const hover: Hover = await client.connection.sendRequest('textDocument/hover', at);
    const text = (hover.contents as { value: string }).value;
    assert.match(text, /Deployment web/);
    assert.match(text, /The driver is `file`; sessions live/);
    const places: Location[] = await client.connection.sendRequest('textDocument/definition', at);
    assert.deepEqual(
      places.map(({ uri }) => uri),
      [`${FOLDER}/config/session.php`],
    );
    const fromPhp = {
      textDocument: { uri: `${FOLDER}/config/session.php` },
      position: { line: 3, character: 25 },
    };
    const back: Location[] = await client.connection.sendRequest('textDocument/definition', fromPhp);
    assert.deepEqual(
      back.map(({ uri, range }) => `${uri}:${range.start.line}`),
      [`${FOLDER}/${CONFIG_MAP}:7`],
    );
  });

  it('never shows the value of a secret variable', async () => {
    client = await startClient(shop());
    await client.open(
      CONFIG_MAP,
      configMap('file').replace('ConfigMap', 'Secret').replace('\ndata:', '\nstringData:'),
    );
    const web = (shop().get('k8s/web.yaml') ?? '').replace('configMapRef', 'secretRef');
    await client.open('k8s/web.yaml', web);
    await client.until(CONFIG_MAP, stateful);
    const at = { textDocument: { uri: `${FOLDER}/${CONFIG_MAP}` }, position: { line: 5, character: 4 } };
    const hover: Hover = await client.connection.sendRequest('textDocument/hover', at);
    assert.match((hover.contents as { value: string }).value, /kept secret/);
    assert.doesNotMatch((hover.contents as { value: string }).value, /base64:/);
  });

  it('answers the requests of the commands: the report, the counts, and ways to set up Redis', async () => {
    client = await startClient(shop());
    await client.until(CONFIG_MAP, stateful);
    const { markdown } = await client.connection.sendRequest<{ markdown: string }>(
      'laravelK8s/sessionReport',
      {},
    );
    assert.match(markdown, /\| k8s \| web \| `file` \| 3 \| ❌ split \|/);
    const counts = await client.connection.sendRequest<Record<string, number>>(
      'laravelK8s/checkWorkspace',
      {},
    );
    assert.equal(counts['stacks'], 1);
    assert.ok((counts['errors'] ?? 0) >= 1);
    const { setups } = await client.connection.sendRequest<{ setups: { edit: WorkspaceEdit }[] }>(
      'laravelK8s/setUpRedis',
      {},
    );
    assert.ok(setups.length >= 1);
    assert.ok(
      Object.values(setups[0]?.edit.changeAnnotations ?? {}).every(
        ({ needsConfirmation }) => needsConfirmation,
      ),
    );
  });

  it('serves clients that know neither settings requests nor annotations nor related places', async () => {
    client = await startClient(shop(), { capabilities: {} });
    const [finding] = await client.until(CONFIG_MAP, stateful);
    assert.equal(finding?.relatedInformation, undefined);
    const edits = (await codeActions(client)).flatMap(({ edit }) => (edit ? [edit] : []));
    assert.ok(edits.length > 0 && edits.every(({ changeAnnotations }) => changeAnnotations === undefined));
  });

  it('settings of the wrong type count as not set', async () => {
    client = await startClient(shop(), {
      settings: { rules: ['off'], exclude: 'k8s/**', externalServices: 7 },
    });
    assert.ok(stateful(await client.until(CONFIG_MAP, stateful)));
  });

  it('has nothing to say of documents outside the folders', async () => {
    client = await startClient(shop());
    const elsewhere = {
      textDocument: { uri: 'file:///elsewhere/a.yaml' },
      position: { line: 0, character: 0 },
    };
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: {
        uri: 'file:///elsewhere/a.yaml',
        languageId: 'yaml',
        version: 1,
        text: configMap('file'),
      },
    });
    assert.equal(await client.connection.sendRequest('textDocument/hover', elsewhere), null);
  });
});

async function codeActions(client: Client): Promise<CodeAction[]> {
  return client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: `${FOLDER}/${CONFIG_MAP}` },
    range: { start: { line: 7, character: 20 }, end: { line: 7, character: 20 } },
    context: { diagnostics: [] },
  });
}
