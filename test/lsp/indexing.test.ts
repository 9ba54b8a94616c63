import assert from 'node:assert/strict';
import type { Hover } from 'vscode-languageserver/node';
import { analyse } from '../../server/src/analysis/analyse';
import type { FolderListing, WorkspaceHost } from '../../server/src/analysis/workspaceHost';
import { memoryHost } from '../support/memoryHost';
import { FOLDER, startClient, type Client } from './client';

const MANIFEST = 'k8s/web.yaml';

function manifest(replicas: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: example/shop
          ports: [{ containerPort: 80 }]
          env:
            - { name: APP_KEY, value: "base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }
            - { name: SESSION_DRIVER, value: file }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ port: 80 }]
`;
}

/** A folder whose listing goes on until it is told to come to an end. */
class LongFolder implements WorkspaceHost {
  isOver = false;
  readonly files: Map<string, string>;
  private readonly host: WorkspaceHost;

  constructor() {
    this.files = new Map([
      ['artisan', ''],
      ['composer.json', '{ "require": { "laravel/framework": "^11.0" } }'],
      [MANIFEST, manifest('3')],
    ]);
    for (let i = 0; i < 200; i++)
      this.files.set(`more/${i}.yaml`, `apiVersion: v1\nkind: Pod\nmetadata: { name: p${i} }\n`);
    this.host = memoryHost(this.files);
  }

  list(): FolderListing {
    assert.ok(this.isOver, 'the folder was listed in one go');
    return this.host.list();
  }

  *walk(): Generator<void, FolderListing> {
    while (!this.isOver) yield;
    return this.host.list();
  }

  read(path: string): ReturnType<WorkspaceHost['read']> {
    return this.host.read(path);
  }
}

describe('While a folder is read, the language server', () => {
  let client: Client;
  afterEach(() => client.stop());

  it('answers each edit, and afterwards says what a fresh analysis of the last text finds', async () => {
    const folder = new LongFolder();
    client = await startClient(folder);
    await client.open(MANIFEST, manifest('3'));
    await client.until(MANIFEST, () => client.version(MANIFEST) === 1);
    await client.change(MANIFEST, manifest('4'), 2);
    assert.deepEqual(await client.until(MANIFEST, () => client.version(MANIFEST) === 2), []);
    assert.equal(folder.isOver, false);

    folder.isOver = true;
    const shown = await client.until(MANIFEST, (found) => found.length > 0);
    const { findings } = analyse(memoryHost(new Map([...folder.files, [MANIFEST, manifest('4')]])));
    const expected = findings.filter(({ at }) => at.file === MANIFEST).map(({ rule }) => rule);
    assert.deepEqual(shown.map(({ code }) => code).sort(), [...expected].sort());
  });

  it('answers questions when it is done, and not those that nobody asks any more', async () => {
    const folder = new LongFolder();
    client = await startClient(folder);
    await client.open(MANIFEST, manifest('3'));
    const line = manifest('3')
      .split('\n')
      .findIndex((each) => each.includes('SESSION_DRIVER'));
    const question = { textDocument: { uri: `${FOLDER}/${MANIFEST}` }, position: { line, character: 25 } };
    let answered = false;
    const answer = client.connection.sendRequest<Hover | null>('textDocument/hover', question);
    void answer.then(() => (answered = true));
    await client.change(MANIFEST, manifest('4'), 2);
    await client.until(MANIFEST, () => client.version(MANIFEST) === 2);
    assert.equal(answered, false);
    folder.isOver = true;
    assert.match(JSON.stringify(await answer), /sessions live in files/);
  });
});
