import assert from 'node:assert/strict';
import { analyseFiles } from '../../server/src/analysis/analyse';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { remembered, gathered } from '../../server/src/build/remembered';
import type { FileFact, WorkspaceFiles } from '../../server/src/build/workspaceFiles';
import type { LaravelWorkload } from '../../server/src/model/stackModel';
import { configMap, deployment, service, workspace, type Files } from '../model/workspace';
import { memoryHost } from '../support/memoryHost';

const envOf = (name: string) => [{ configMapRef: { name: `${name}-env` } }];

const shop: Files = {
  'composer.json': '{"require": {"laravel/framework": "^11.0"}}',
  'config/session.php': "<?php return ['driver' => env('SESSION_DRIVER', 'cookie')];",
  ...Object.fromEntries(
    ['one', 'two'].map((name) => [
      `k8s/${name}.yaml`,
      [
        deployment({ name, container: { envFrom: envOf(name), ports: [{ containerPort: 8080 }] } }),
        configMap(`${name}-env`, { SESSION_DRIVER: 'redis', REDIS_HOST: 'redis' }),
        service(name),
      ],
    ]),
  ),
  'k8s/other.yaml': [configMap('other', { KEY: 'value' })],
  'k8s/redis.yaml': [service('redis')],
  'k8s/key.yaml': [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { app: 'x' } }],
};

/** The models of the workloads before and after a file has another text, and whether each is the very one of before. */
function kept(path: string, change: (text: string) => string): Readonly<Record<string, boolean>> {
  const files = new Map(workspace(shop));
  const store = new FileStore(memoryHost(files));
  const workloads = (): readonly LaravelWorkload[] =>
    analyseFiles(store, DEFAULT_SETTINGS).model.stacks.flatMap((stack) => stack.workloads);
  const before = workloads();
  files.set(path, change(files.get(path) ?? ''));
  store.invalidate(path);
  const after = workloads();
  assert.deepEqual(
    after.map(({ object }) => object.name.value),
    ['one', 'two'],
  );
  return Object.fromEntries(after.map((each) => [each.object.name.value, before.includes(each)]));
}

const more = (manifest: unknown) => (text: string) => `${text}\n---\n${JSON.stringify(manifest)}`;

describe('After a change, a workload is modelled anew', () => {
  it('not when it has nothing to do with what changed', () => {
    assert.deepEqual(
      kept('k8s/other.yaml', (text) => text.replace('value', 'another')),
      { one: true, two: true },
    );
    assert.deepEqual(
      kept('k8s/other.yaml', more(deployment({ name: 'three', container: { image: 'nginx' } }))),
      {
        one: true,
        two: true,
      },
    );
  });

  it('when the ConfigMap that it reads changes', () => {
    assert.deepEqual(
      kept('k8s/one.yaml', (text) => text.replace('"redis"', '"file"')),
      { one: false, two: true },
    );
  });

  it('when a Service comes that selects its pods', () => {
    const another = service('another', { selector: { app: 'two' } });
    assert.deepEqual(kept('k8s/other.yaml', more(another)), { one: true, two: false });
  });

  it('when the Service goes that its Redis host names', () => {
    assert.deepEqual(
      kept('k8s/redis.yaml', () => ''),
      { one: false, two: false },
    );
  });

  it('when something comes that scales it', () => {
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'two' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'two' }, maxReplicas: 5 },
    };
    assert.deepEqual(kept('k8s/other.yaml', more(scaler)), { one: true, two: false });
  });

  it('when its app changes', () => {
    assert.deepEqual(
      kept('config/session.php', (text) => text.replace('cookie', 'file')),
      { one: false, two: false },
    );
  });
});

/** A store of two files, and how often `make` was called for what is remembered of them. */
function counted(make: (files: WorkspaceFiles) => unknown) {
  const files = new Map([
    ['a.yaml', 'a: 1'],
    ['b.yaml', 'b: 1'],
  ]);
  const store = new FileStore(memoryHost(files));
  let made = 0;
  const ask = (inputs: readonly unknown[] = []): unknown =>
    remembered(store, 'key', inputs, (tracked) => {
      made++;
      return make(tracked);
    });
  ask();
  return {
    store,
    ask,
    /** Whether it is made again once this has happened. */
    again: (happens: () => void): boolean => {
      const before = made;
      happens();
      ask();
      return made > before;
    },
    write: (path: string, text: string | undefined): void => {
      if (text === undefined) files.delete(path);
      else files.set(path, text);
      store.invalidate();
    },
  };
}

describe('What is remembered is made again', () => {
  it('when a text that it read is another one, and not when another is', () => {
    const { again, write } = counted((files) => files.text('a.yaml'));
    assert.equal(
      again(() => write('b.yaml', 'b: 2')),
      false,
    );
    assert.equal(
      again(() => write('a.yaml', 'a: 2')),
      true,
    );
    assert.equal(
      again(() => write('a.yaml', 'a: 2')),
      false,
    );
  });

  it('when a file comes that it looked for in vain', () => {
    const { again, write } = counted((files) => files.text('c.yaml'));
    assert.equal(
      again(() => write('c.yaml', 'c: 1')),
      true,
    );
  });

  it('when its inputs are others', () => {
    const { again, ask } = counted(() => 1);
    assert.equal(
      again(() => void ask([1])),
      true,
    );
  });

  it('when the list of files that it looked at is another one', () => {
    const { again, write } = counted((files) => files.paths.length);
    assert.equal(
      again(() => write('a.yaml', 'a: 2')),
      false,
    );
    assert.equal(
      again(() => write('c.yaml', 'c: 1')),
      true,
    );
    assert.equal(
      again(() => write('a.yaml', undefined)),
      true,
    );
  });

  it('when something is that it asked for', () => {
    const { again, write } = counted((files) =>
      remembered(files, 'inner', [], (inner) => inner.text('a.yaml')),
    );
    assert.equal(
      again(() => write('b.yaml', 'b: 2')),
      false,
    );
    assert.equal(
      again(() => write('a.yaml', 'a: 2')),
      true,
    );
  });

  it('when its result reads on later, and what it read then changes', () => {
    const { again, write, ask } = counted((files) => () => files.text('a.yaml'));
    assert.equal(
      again(() => write('a.yaml', 'a: 2')),
      false,
    );
    assert.equal((ask() as () => string)(), 'a: 2');
    assert.equal(
      again(() => write('a.yaml', 'a: 3')),
      true,
    );
  });

  it('when a fact of files changes, not with every change of a file', () => {
    const length: FileFact<number | undefined> = {
      name: 'length',
      of: (files, path) => files.text(path)?.length,
    };
    const { again, write } = counted((files) => [...gathered(files, length)]);
    assert.equal(
      again(() => write('a.yaml', 'a: 2')),
      false,
    );
    assert.equal(
      again(() => write('a.yaml', 'a: 10')),
      true,
    );
    assert.equal(
      again(() => write('c.yaml', 'c')),
      true,
    );
  });

  it('when no analysis has asked for it since', () => {
    const { again, store } = counted(() => 1);
    store.endAnalysis();
    assert.equal(
      again(() => undefined),
      false,
    );
    store.endAnalysis();
    assert.equal(
      again(() => store.endAnalysis()),
      true,
    );
  });
});

describe('Facts of all files', () => {
  it('are those of the files of now, in their order', () => {
    const files = new Map(['a', 'b', 'c', 'd'].map((name) => [`${name}.yaml`, name]));
    const store = new FileStore(memoryHost(files));
    const text: FileFact<string | undefined> = {
      name: 'text',
      concerns: (path) => path !== 'd.yaml',
      of: (own, path) => (own.text(path) === '' ? undefined : own.text(path)),
    };
    const facts = (): string => [...gathered(store, text)].map((pair) => pair.join('=')).join(' ');
    assert.equal(facts(), 'a.yaml=a b.yaml=b c.yaml=c');
    const set = (name: string, content: string | undefined): void => {
      if (content === undefined) files.delete(`${name}.yaml`);
      else files.set(`${name}.yaml`, content);
      store.invalidate();
    };
    set('b', '');
    assert.equal(facts(), 'a.yaml=a c.yaml=c');
    set('b', 'B');
    assert.equal(facts(), 'a.yaml=a b.yaml=B c.yaml=c');
    set('a', undefined);
    set('aa', 'new');
    assert.equal(facts(), 'aa.yaml=new b.yaml=B c.yaml=c');
  });
});
