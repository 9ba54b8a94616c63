import assert from 'node:assert/strict';
import { findingsIn, judgeBeside } from './judgeBeside';

const FILE = 'k8s/large.yaml';
const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\n';

/** Each level names the one before ten times: 10^12 nodes for whoever follows the aliases. */
const bomb = Array.from({ length: 12 }, (_, i) => {
  const items = i === 0 ? 'x, x' : Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ');
  return `  a${i}: &a${i} [${items}]`;
}).join('\n');

const mergeBomb = Array.from({ length: 12 }, (_, i) => {
  const bases = Array.from({ length: 10 }, () => `*m${i - 1}`).join(', ');
  return `m${i}: &m${i} { ${i === 0 ? 'x: 1' : `<<: [${bases}], y${i}: 1`} }`;
}).join('\n');

describe('Size beyond reason', function () {
  this.timeout(60_000);

  it('a map of 100,000 keys', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `  key${i}: "${i}"`).join('\n');
    assert.deepEqual(findingsIn(judgeBeside({ [FILE]: `${head}data:\n${keys}\n` }), FILE), []);
  });

  it('one line of 10 MB', () => {
    judgeBeside({ [FILE]: `${head}data:\n  a: "${'x'.repeat(10_000_000)}"\n` });
  });

  it('one line of 10 MB that is no YAML', () => {
    judgeBeside({ [FILE]: `${head}data: ${'] '.repeat(5_000_000)}\n` });
  });

  it('a file of 10 MB in an editor', () => {
    const line = '  key: "0123456789012345678901234567890123456789"\n';
    judgeBeside({ [FILE]: `${head}data:\n${line.repeat(Math.ceil(10_000_000 / line.length))}` });
  });

  it('2,000 documents in one file', () => {
    const documents = Array.from(
      { length: 2_000 },
      (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c${i}\ndata:\n  A: "${i}"\n`,
    );
    assert.deepEqual(findingsIn(judgeBeside({ [FILE]: documents.join('---\n') }), FILE), []);
  });

  it('500 containers and 500 Services of one application', () => {
    const containers = Array.from(
      { length: 500 },
      (_, i) => `        - { name: c${i}, image: shop, envFrom: [{ configMapRef: { name: large } }] }`,
    );
    const services = Array.from(
      { length: 500 },
      (_, i) =>
        `---\napiVersion: v1\nkind: Service\nmetadata: { name: s${i} }\nspec: { selector: { app: large }, ports: [{ port: 80 }] }`,
    );
    judgeBeside({
      [FILE]: `${head}data:\n  APP_KEY: x\n  SESSION_DRIVER: file\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: large }\nspec:\n  replicas: 2\n  template:\n    metadata: { labels: { app: large } }\n    spec:\n      containers:\n${containers.join('\n')}\n${services.join('\n')}\n`,
    });
  });

  it('aliases of aliases of aliases, in data, in merges and in values', () => {
    judgeBeside({
      [FILE]: `${head}data:\n${bomb}\n---\n${mergeBomb}\n${head}data: *m11\n`,
      'chart/Chart.yaml': 'apiVersion: v2\nname: bomb\nversion: 1.0.0\n',
      'chart/values.yaml': `data:\n${bomb}\n${mergeBomb}\n`,
      'chart/templates/a.yaml': '{{ toYaml .Values }}',
      'over/kustomization.yaml': 'resources: [large.yaml]\n',
      'over/large.yaml': `${head}data:\n${bomb}\n`,
    });
  });

  it('aliases that lead round in a circle', () => {
    judgeBeside({
      [FILE]: `${head}data: &d\n  a: *d\n  <<: *d\n---\n&x { <<: *x, kind: ConfigMap, apiVersion: v1, metadata: { name: &n [*n] } }\n`,
      'over/kustomization.yaml': 'resources: &r [*r, ../over]\n',
    });
  });

  it('env files, PHP, Dockerfiles and scripts of a megabyte', () => {
    const many = (line: string): string => `${line}\n`.repeat(Math.ceil(1_000_000 / line.length));
    judgeBeside({
      '.env': many('REDIS_HOST=${REDIS_HOST}${APP_NAME}'),
      'config/cache.php': `<?php return [${many("'a' => env('A', env('B')),")}];`,
      Dockerfile: `FROM php\n${many('RUN echo a && echo b \\')}`,
      'deploy.sh': many('cat > .env <<EOF'),
      'composer.lock': `{"packages":[${many('{"name":"a/b","version":"1"},')}]}`,
    });
  });
});
