import assert from 'node:assert/strict';
import { survival } from '../../server/src/model/survival';
import { configMap, deployment, service, workloadOf, type Files, type Manifest } from './workspace';

/** The outcomes by event, in a word each. */
function outcomes(
  variables: Manifest,
  spec: Manifest = {},
  more: readonly Manifest[] = [],
  files: Files = {},
) {
  const base = deployment({ container: { envFrom: [{ configMapRef: { name: 'env' } }] } }) as {
    spec: Manifest;
  };
  const web = { ...base, spec: { ...base.spec, ...spec } };
  const { survival: rows } = workloadOf({
    ...files,
    'k8s/all.yaml': [web, configMap('env', variables), ...more],
  });
  return Object.fromEntries(rows.map(({ event, outcome }) => [event, outcome]));
}

const sticky = service('web', { type: 'NodePort', sessionAffinity: 'ClientIP' });

describe('survival of sessions', () => {
  it('in files of several pods: parted, and lost with each pod', () => {
    assert.deepEqual(outcomes({ SESSION_DRIVER: 'file' }, { replicas: 3 }), {
      'request to another pod': 'split',
      'pod restart': 'lost',
      rollout: 'lost',
      'scale out': 'split',
      'node loss': 'lost',
      'restart of the store': 'lost',
      'key rotation': 'lost',
    });
  });

  it('in files behind a sticky hop: kept until the pod goes', () => {
    const { 'request to another pod': request, rollout } = outcomes(
      { SESSION_DRIVER: 'file' },
      { replicas: 3 },
      [sticky],
    );
    assert.deepEqual([request, rollout], ['kept', 'lost']);
  });

  it('in files behind a hop that is not known: unknown', () => {
    const inside = service('web', { sessionAffinity: 'ClientIP' });
    assert.equal(
      outcomes({ SESSION_DRIVER: 'file' }, { replicas: 3 }, [inside])['request to another pod'],
      'unknown',
    );
  });

  it('in files of one pod: kept until it goes', () => {
    const { 'request to another pod': request, 'pod restart': restart } = outcomes({
      SESSION_DRIVER: 'file',
    });
    assert.deepEqual([request, restart], ['kept', 'lost']);
  });

  it('in Redis: kept through all that happens to pods', () => {
    const found = outcomes({ SESSION_DRIVER: 'redis', REDIS_HOST: 'cache.example' }, { replicas: 3 });
    assert.deepEqual(found, {
      'request to another pod': 'kept',
      'pod restart': 'kept',
      rollout: 'kept',
      'scale out': 'kept',
      'node loss': 'kept',
      'restart of the store': 'unknown',
      'key rotation': 'lost',
    });
  });

  it('in a Redis of the stack: as its volume is', () => {
    const server = (volumes: Manifest) => [
      service('sessions'),
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'sessions' },
        spec: {
          template: {
            metadata: { labels: { app: 'sessions' } },
            spec: {
              containers: [
                { name: 'redis', image: 'redis:7', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
              ],
              volumes: [{ name: 'data', ...volumes }],
            },
          },
        },
      },
    ];
    const restart = (volumes: Manifest) =>
      outcomes({ SESSION_DRIVER: 'redis', REDIS_HOST: 'sessions' }, {}, server(volumes))[
        'restart of the store'
      ];
    assert.equal(restart({ persistentVolumeClaim: { claimName: 'redis' } }), 'kept');
    assert.equal(restart({ emptyDir: {} }), 'lost');
  });

  it('in cookies: kept, but not with another key', () => {
    const found = outcomes({ SESSION_DRIVER: 'cookie' }, { replicas: 3 });
    assert.deepEqual([found.rollout, found['node loss'], found['key rotation']], ['kept', 'kept', 'lost']);
  });

  it('in memcached: lost with its memory', () => {
    const found = outcomes({ SESSION_DRIVER: 'memcached' }, { replicas: 3 });
    assert.deepEqual([found.rollout, found['restart of the store']], ['kept', 'lost']);
  });

  it('with the array driver: never kept', () => {
    assert.deepEqual([...new Set(Object.values(outcomes({ SESSION_DRIVER: 'array' })))], ['lost']);
  });

  it('somewhere unknown: unknown', () => {
    assert.deepEqual([...new Set(Object.values(outcomes({ SESSION_DRIVER: '${DRIVER}' })))], ['unknown']);
  });

  it('on a claim for each pod: kept through a restart, not shared', () => {
    const pods = { min: 2, max: 2, because: [], certainty: 'certain', surge: 0 } as const;
    const way = { services: [], hops: [], effective: false, hop: undefined, because: 'nothing' } as const;
    const volume = { sharing: 'pod-ordinal', certainty: 'certain', what: 'a claim of its own' } as const;
    const rows = survival({ kind: 'pod-ordinal', where: 'on it', volume }, pods, way, null);
    assert.deepEqual(
      rows.slice(0, 3).map(({ outcome }) => outcome),
      ['split', 'kept', 'kept'],
    );
  });

  it('says why, for each event', () => {
    const base = deployment({
      container: { envFrom: [{ configMapRef: { name: 'env' } }] },
      spec: { replicas: 2 },
    });
    for (const SESSION_DRIVER of ['file', 'redis', 'cookie', 'array', 'memcached', 'dynamodb', 'database']) {
      const { survival: rows } = workloadOf({ 'k8s/all.yaml': [base, configMap('env', { SESSION_DRIVER })] });
      assert.equal(rows.length, 7);
      for (const { why } of rows) assert.match(why, /^\S.*[^.]$/);
    }
  });
});
