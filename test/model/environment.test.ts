import assert from 'node:assert/strict';
import { configMap, deployment, secret, service, workloadOf, type Manifest } from './workspace';

const fromMap = (name: string, extra: Manifest = {}) => ({ configMapRef: { name, ...extra } });
const fromSecret = (name: string, extra: Manifest = {}) => ({ secretRef: { name, ...extra } });

/** The environment of a container beside these manifests. */
function environment(container: Manifest, ...manifests: readonly Manifest[]) {
  return workloadOf({ 'k8s/all.yaml': [deployment({ container }), ...manifests] }).environment;
}

/** The value that PHP gets; undefined when it is not set, '?' when it cannot be known. */
function value(name: string, container: Manifest, ...manifests: readonly Manifest[]): string | undefined {
  const variable = environment(container, ...manifests).get(name);
  return variable.state === 'set' ? variable.value : variable.state === 'unset' ? undefined : '?';
}

describe('environment: which of several values wins', () => {
  const maps = [configMap('a', { DRIVER: 'from a' }), configMap('b', { DRIVER: 'from b' })];

  it('is that of env before envFrom, wherever they are written', () => {
    const env = [{ name: 'DRIVER', value: 'own' }];
    assert.equal(value('DRIVER', { env, envFrom: [fromMap('a')] }, ...maps), 'own');
  });

  it('is that of the later source in envFrom', () => {
    assert.equal(value('DRIVER', { envFrom: [fromMap('a'), fromMap('b')] }, ...maps), 'from b');
    assert.equal(value('DRIVER', { envFrom: [fromMap('b'), fromMap('a')] }, ...maps), 'from a');
  });

  it('is the last of equal names in env', () => {
    const env = [
      { name: 'DRIVER', value: 'first' },
      { name: 'DRIVER', value: 'last' },
    ];
    assert.equal(value('DRIVER', { env }), 'last');
  });

  it('is an empty one, too', () => {
    const env = [{ name: 'DRIVER', value: '' }];
    assert.equal(value('DRIVER', { env, envFrom: [fromMap('a')] }, ...maps), '');
    assert.equal(value('DRIVER', { env: [{ name: 'DRIVER' }], envFrom: [fromMap('a')] }, ...maps), '');
  });

  it('is told with all places that were overruled, the winner first', () => {
    const env = [{ name: 'DRIVER', value: 'own' }];
    const { chain } = environment({ env, envFrom: [fromMap('a'), fromMap('b')] }, ...maps).get('DRIVER');
    assert.deepEqual(
      chain.map(({ what }) => what),
      ['env of container "web"', 'ConfigMap "b"', 'ConfigMap "a"'],
    );
  });

  it('knows stringData to overwrite data', () => {
    const both = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      data: { DRIVER: btoa('encoded'), OTHER: btoa('decoded') },
      stringData: { DRIVER: 'plain' },
    };
    assert.equal(value('DRIVER', { envFrom: [fromSecret('s')] }, both), 'plain');
    assert.equal(value('OTHER', { envFrom: [fromSecret('s')] }, both), 'decoded');
  });
});

describe('environment: sources', () => {
  it('puts the prefix of envFrom in front of each name', () => {
    const container = { envFrom: [{ prefix: 'SESSION_', ...fromMap('a') }] };
    assert.equal(value('SESSION_DRIVER', container, configMap('a', { DRIVER: 'redis' })), 'redis');
    assert.equal(value('DRIVER', container, configMap('a', { DRIVER: 'redis' })), undefined);
  });

  it('takes one key of a ConfigMap under another name', () => {
    const env = [{ name: 'DRIVER', valueFrom: { configMapKeyRef: { name: 'a', key: 'session.driver' } } }];
    const found = environment({ env }, configMap('a', { 'session.driver': 'redis' })).get('DRIVER');
    assert.equal(found.value, 'redis');
    assert.deepEqual(
      found.chain.map(({ what, refers }) => [what, refers ?? false]),
      [
        ['ConfigMap "a"', false],
        ['env of container "web"', true],
      ],
    );
  });

  it('leaves the earlier value standing for an optional key that is not there', () => {
    const reference = { name: 'a', key: 'none', optional: true };
    const env = [
      { name: 'DRIVER', value: 'earlier' },
      { name: 'DRIVER', valueFrom: { configMapKeyRef: reference } },
    ];
    assert.equal(value('DRIVER', { env }, configMap('a', { other: 'x' })), 'earlier');
  });

  it('does not know what a required key that is not there would be', () => {
    const env = [{ name: 'DRIVER', valueFrom: { secretKeyRef: { name: 'a', key: 'none' } } }];
    assert.equal(value('DRIVER', { env }), '?');
    assert.equal(value('DRIVER', { env }, secret('a', { other: 'x' })), '?');
  });

  it('does not know what the API fills in', () => {
    const env = [{ name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
    assert.equal(value('POD', { env }), '?');
  });

  it('takes values of the same namespace', () => {
    const found = workloadOf({
      'k8s/all.yaml': [
        deployment({ namespace: 'shop', container: { envFrom: [fromMap('a')] } }),
        configMap('a', { DRIVER: 'other' }, { namespace: 'other' }),
        configMap('a', { DRIVER: 'ours' }, { namespace: 'shop' }),
      ],
    });
    assert.equal(found.environment.get('DRIVER').value, 'ours');
  });

  it('never reads the binaryData of a ConfigMap', () => {
    const map = { ...configMap('a', {}), binaryData: { DRIVER: btoa('redis') } };
    assert.equal(value('DRIVER', { envFrom: [fromMap('a')] }, map), undefined);
  });

  for (const [what, source, kind] of [
    ['a Secret that is not in the repository', fromSecret('gone'), 'Secret'],
    ['a ConfigMap that is not in the repository', fromMap('gone'), 'ConfigMap'],
    ['an optional one', fromSecret('gone', { optional: true }), 'Secret'],
    ['one whose name is filled in later', fromSecret('${NAME}'), 'Secret'],
  ] as const) {
    it(`leaves open what ${what} may set`, () => {
      const envFrom = [fromMap('a'), source];
      const found = environment({ envFrom }, configMap('a', { DRIVER: 'redis' }));
      assert.deepEqual([found.get('HOST').state, found.opaque.map((each) => each.kind)], ['unknown', [kind]]);
      // What stands before it may be set again, what stands behind it may not.
      assert.deepEqual([found.get('DRIVER').value, found.get('DRIVER').certainty], ['redis', 'likely']);
      const behind = environment({ envFrom: envFrom.reverse() }, configMap('a', { DRIVER: 'redis' }));
      assert.equal(behind.get('DRIVER').certainty, 'certain');
    });
  }

  it('knows the names, and not the values, of what is sealed or kept elsewhere', () => {
    const sealed = {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 's' },
      spec: { encryptedData: { DRIVER: 'AgBy8hCM' } },
    };
    const external = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'maker' },
      spec: { target: { name: 's' }, data: [{ secretKey: 'DRIVER', remoteRef: { key: 'x' } }] },
    };
    for (const source of [sealed, external]) {
      assert.equal(value('DRIVER', { envFrom: [fromSecret('s')] }, source), '?');
      assert.equal(value('HOST', { envFrom: [fromSecret('s')] }, source), undefined);
    }
  });

  it('knows that values which SOPS encrypted are not what they seem', () => {
    const encrypted = { ...secret('s', { DRIVER: 'ENC[AES256_GCM,data:x]' }), sops: { version: '3.9.0' } };
    assert.equal(value('DRIVER', { envFrom: [fromSecret('s')] }, encrypted), '?');
  });

  it('marks what comes out of a Secret, also by way of another variable', () => {
    const env = [
      { name: 'DRIVER', valueFrom: { secretKeyRef: { name: 's', key: 'driver' } } },
      { name: 'COPY', value: 'is $(DRIVER)' },
      { name: 'OPEN', value: 'redis' },
    ];
    const found = environment({ env }, secret('s', { driver: 'redis' }));
    assert.deepEqual(
      ['DRIVER', 'COPY', 'OPEN'].map((name) => found.get(name).secret),
      [true, true, false],
    );
    assert.equal(found.get('COPY').value, 'is redis');
  });
});

describe('environment: $(VAR)', () => {
  const expanded = (written: string, ...earlier: readonly Manifest[]) =>
    value(
      'X',
      {
        env: [
          { name: 'A', value: 'a' },
          ...earlier,
          { name: 'X', value: written },
          { name: 'LATE', value: 'l' },
        ],
        envFrom: [fromMap('m')],
      },
      configMap('m', { M: 'm', NESTED: '$(A)' }),
    );

  for (const [written, result] of [
    ['$(A)', 'a'],
    ['-$(A)-$(A)-', '-a-a-'],
    ['$(M)', 'm'],
    ['$$', '$'],
    ['$$(A)', '$(A)'],
    ['$A', '$A'],
    ['a\\$b', 'a\\$b'],
    ['', ''],
  ] as const) {
    it(`makes ${JSON.stringify(result)} of ${JSON.stringify(written)}`, () => {
      assert.equal(expanded(written), result);
    });
  }

  it('expands once: what comes in is not looked at again', () => {
    assert.equal(expanded('$(B)', { name: 'B', value: '$$(A)' }), '$(A)');
  });

  it('leaves names that are not known yet, which is no value to build upon', () => {
    assert.equal(expanded('$(LATE)'), '$(LATE)');
    assert.equal(expanded('$(NONE)'), '$(NONE)');
  });

  it('never expands in a ConfigMap', () => {
    assert.equal(
      value(
        'NESTED',
        { env: [{ name: 'A', value: 'a' }], envFrom: [fromMap('m')] },
        configMap('m', { NESTED: '$(A)' }),
      ),
      '$(A)',
    );
  });

  it('is unknown where what it takes is unknown', () => {
    const hidden = { name: 'H', valueFrom: { secretKeyRef: { name: 'gone', key: 'h' } } };
    assert.equal(expanded('x$(H)', hidden), '?');
  });
});

describe('environment: placeholders', () => {
  for (const written of [
    '${DRIVER}',
    'REPLACE_ME',
    '[[driver]]',
    '{{ driver }}',
    '<your-driver>',
    '%DRIVER%',
    '__DRIVER__',
    'changeme',
    'vault:secret/data/shop#driver',
    'ref+awsssm://shop/driver',
  ]) {
    it(`takes ${written} for a value that is filled in later`, () => {
      assert.equal(value('DRIVER', { env: [{ name: 'DRIVER', value: written }] }), '?');
    });
  }

  for (const written of [
    'redis',
    'file',
    'a<b',
    '$5',
    'https://shop.example/?a={b}',
    'place',
    'my-redis-master',
  ]) {
    it(`takes ${written} as it is`, () => {
      assert.equal(value('DRIVER', { env: [{ name: 'DRIVER', value: written }] }), written);
    });
  }
});

describe('environment: service links', () => {
  const port = (container: Manifest, pod: Manifest, ...manifests: readonly Manifest[]) => {
    const files = { 'k8s/all.yaml': [deployment({ container, pod }), ...manifests] };
    const variable = workloadOf(files).environment.get('REDIS_PORT');
    return variable.state === 'set' ? variable.value : undefined;
  };
  const redis = service('redis', { ports: [{ port: 6380 }] });

  it('come from each Service with an address of the cluster', () => {
    assert.match(port({}, {}, redis) ?? '', /^tcp:\/\/.+:6380$/);
    const { environment } = workloadOf({ 'k8s/all.yaml': [deployment(), service('my-db.main')] });
    for (const name of ['MY_DB_MAIN_SERVICE_HOST', 'MY_DB_MAIN_SERVICE_PORT', 'MY_DB_MAIN_PORT'])
      assert.equal(environment.get(name).state, 'set', name);
  });

  it('give way to whatever the pod declares', () => {
    assert.equal(port({ env: [{ name: 'REDIS_PORT', value: '1' }] }, {}, redis), '1');
    assert.equal(port({ envFrom: [fromMap('m')] }, {}, redis, configMap('m', { REDIS_PORT: '2' })), '2');
  });

  it('do not come from headless Services, outside names and other namespaces, nor when they are off', () => {
    assert.equal(port({}, {}, service('redis', { clusterIP: 'None' })), undefined);
    const outside = { type: 'ExternalName', externalName: 'redis.example' };
    assert.equal(port({}, {}, service('redis', outside)), undefined);
    assert.equal(port({}, { enableServiceLinks: false }, redis), undefined);
    const files = [deployment({ namespace: 'shop' }), service('redis', {}, { namespace: 'infra' })];
    assert.equal(workloadOf({ 'k8s/all.yaml': files }).environment.get('REDIS_PORT').state, 'unset');
  });

  it('are only likely while a namespace is not written', () => {
    const files = [deployment({ namespace: 'shop' }), redis];
    assert.equal(workloadOf({ 'k8s/all.yaml': files }).environment.get('REDIS_PORT').certainty, 'likely');
  });
});
