import assert from 'node:assert/strict';
import { configMap, deployment, workloadOf, type Files, type Manifest } from './workspace';

const app: Files = {
  'composer.json': '{"require": {"laravel/framework": "^10.0"}}',
  'config/session.php': `<?php return [
    'driver' => env('SESSION_DRIVER', 'file'),
    'files' => storage_path('framework/sessions'),
    'connection' => env('SESSION_CONNECTION'),
  ];`,
};

interface Parts {
  readonly volume?: Manifest;
  readonly mount?: Manifest;
  readonly container?: Manifest;
  readonly kind?: string;
  readonly spec?: Manifest;
  readonly claim?: readonly string[];
  readonly files?: Files;
}

/** What keeps file sessions when a volume is mounted into the container. */
function store(parts: Parts) {
  const { volume, mount, claim } = parts;
  const container = { ...parts.container, ...(mount && { volumeMounts: [{ name: 'storage', ...mount }] }) };
  const pod = volume ? { volumes: [{ name: 'storage', ...volume }] } : {};
  const web = deployment({
    container,
    pod,
    ...(parts.kind !== undefined && { kind: parts.kind }),
    ...(parts.spec && { spec: { ...templateOf(container, pod), ...parts.spec } }),
  });
  const claims = claim
    ? [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { accessModes: claim },
        },
      ]
    : [];
  return workloadOf({ ...app, ...parts.files, 'k8s/all.yaml': [web, ...claims] }).store;
}

function templateOf(container: Manifest, pod: Manifest): Manifest {
  const { spec } = deployment({ container, pod }) as { spec: Manifest };
  return spec;
}

const data = { persistentVolumeClaim: { claimName: 'data' } };
const storage = { mountPath: '/var/www/html/storage' };

describe('session store: files', () => {
  it("lie on each pod's own disk without a volume", () => {
    assert.equal(store({}).kind, 'pod-disk');
  });

  for (const [what, volume, kind] of [
    ['an emptyDir', { emptyDir: {} }, 'pod-disk'],
    ['an ephemeral volume', { ephemeral: { volumeClaimTemplate: {} } }, 'pod-disk'],
    ['a directory of the node', { hostPath: { path: '/srv' } }, 'node-disk'],
    ['an NFS share', { nfs: { server: 'nas', path: '/' } }, 'shared-volume'],
    ['an Azure file share', { azureFile: { shareName: 'x' } }, 'shared-volume'],
    ['a volume of some driver', { csi: { driver: 'example.com' } }, 'unknown'],
    ['a claim that is not here', data, 'unknown'],
  ] as const) {
    it(`lie on ${what}`, () => assert.equal(store({ volume, mount: storage }).kind, kind));
  }

  for (const [modes, kind] of [
    [['ReadWriteMany'], 'shared-volume'],
    [['ReadWriteOnce', 'ReadWriteMany'], 'shared-volume'],
    [['ReadWriteOnce'], 'node-disk'],
    [['ReadWriteOncePod'], 'node-disk'],
    [[], 'unknown'],
    [['${MODE}'], 'unknown'],
  ] as const) {
    it(`lie on a claim with the access modes [${modes.join(', ')}]`, () => {
      assert.equal(store({ volume: data, mount: storage, claim: modes }).kind, kind);
    });
  }

  it('lie on a claim for each pod of a StatefulSet', () => {
    const spec = {
      volumeClaimTemplates: [{ metadata: { name: 'storage' }, spec: { accessModes: ['ReadWriteOnce'] } }],
    };
    assert.equal(store({ kind: 'StatefulSet', mount: storage, spec }).kind, 'pod-ordinal');
  });
});

describe('session store: which volume covers the directory of the sessions', () => {
  const kind = (mountPath: string, more: Parts = {}) =>
    store({ volume: data, claim: ['ReadWriteMany'], mount: { mountPath }, ...more }).kind;

  for (const [mountPath, expected] of [
    ['/var/www/html/storage/framework/sessions', 'shared-volume'],
    ['/var/www/html/storage/framework/', 'shared-volume'],
    ['/app/storage', 'shared-volume'],
    ['/var/www/html', 'shared-volume'],
    ['/var/www/html/storage/app', 'pod-disk'],
    ['/var/www/html/storage/framework/cache', 'pod-disk'],
    ['/var/www/html/public', 'pod-disk'],
    ['/storage-backup', 'pod-disk'],
  ] as const) {
    it(`${expected === 'pod-disk' ? 'not ' : ''}one at ${mountPath}`, () =>
      assert.equal(kind(mountPath), expected));
  }

  it('one at the working directory that the container names', () => {
    assert.equal(kind('/srv/shop/storage', { container: { workingDir: '/srv/shop' } }), 'shared-volume');
    assert.equal(kind('/other/place', { container: { workingDir: '/srv/shop' } }), 'pod-disk');
  });

  it('one at the root that the Dockerfile names, and no other', () => {
    const files = { artisan: '', Dockerfile: 'FROM php:8.3-fpm\nWORKDIR /srv/shop\nCOPY . .\n' };
    assert.equal(kind('/srv/shop/storage', { files }), 'shared-volume');
    assert.equal(kind('/var/www/storage', { files }), 'pod-disk');
  });

  it('one at the directory that the config names', () => {
    const files = { 'config/session.php': "<?php return ['driver' => 'file', 'files' => '/mnt/sessions'];" };
    assert.equal(kind('/mnt/sessions', { files }), 'shared-volume');
    assert.equal(kind('/var/www/html/storage', { files }), 'pod-disk');
  });

  it('the innermost of several', () => {
    const container = {
      volumeMounts: [
        { name: 'all', mountPath: '/var/www/html/storage' },
        { name: 'own', mountPath: '/var/www/html/storage/framework' },
      ],
    };
    const pod = {
      volumes: [
        { name: 'all', nfs: {} },
        { name: 'own', emptyDir: {} },
      ],
    };
    const files = { ...app, 'k8s/all.yaml': [deployment({ container, pod })] };
    assert.equal(workloadOf(files).store.kind, 'pod-disk');
  });
});

describe('session store: drivers', () => {
  const database = `<?php return [
    'default' => env('DB_CONNECTION', 'mysql'),
    'connections' => [
      'sqlite' => ['driver' => 'sqlite', 'database' => database_path('database.sqlite')],
      'mysql' => ['driver' => 'mysql', 'host' => 'db.example'],
    ],
  ];`;

  const kind = (variables: Manifest, files: Files = { 'config/database.php': database }) =>
    workloadOf({
      ...app,
      ...files,
      'k8s/all.yaml': [
        deployment({ container: { envFrom: [{ configMapRef: { name: 'env' } }] } }),
        configMap('env', variables),
      ],
    }).store.kind;

  for (const [driver, expected] of [
    ['file', 'pod-disk'],
    ['native', 'pod-disk'],
    ['FILE', 'pod-disk'],
    ['redis', 'redis'],
    ['"redis "', 'redis'],
    ['memcached', 'memcached'],
    ['dynamodb', 'dynamodb'],
    ['cookie', 'cookie'],
    ['apc', 'pod-memory'],
    ['array', 'none'],
    ['null', 'none'],
    ['nonsense', 'unknown'],
    ['', 'unknown'],
    ['${DRIVER}', 'unknown'],
  ] as const) {
    it(`${driver || 'nothing'}: ${expected}`, () => {
      assert.equal(kind({ SESSION_DRIVER: driver.replaceAll('"', '') }), expected);
    });
  }

  it('database: the server that the connection names, or a file in each pod', () => {
    assert.equal(kind({ SESSION_DRIVER: 'database' }), 'database');
    assert.equal(kind({ SESSION_DRIVER: 'database', DB_CONNECTION: 'sqlite' }), 'pod-disk');
    const own = { SESSION_DRIVER: 'database', DB_CONNECTION: 'sqlite', SESSION_CONNECTION: 'mysql' };
    assert.equal(kind(own), 'database');
    assert.equal(kind({ SESSION_DRIVER: 'database' }, {}), 'unknown');
  });
});
