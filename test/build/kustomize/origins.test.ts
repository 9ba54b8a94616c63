import assert from 'node:assert/strict';
import { buildKustomizations } from '../../../server/src/build/kustomize/buildKustomizations';
import {
  child,
  items,
  pair,
  pairs,
  type YamlMap,
  type YamlNode,
} from '../../../server/src/formats/yaml/tree';
import type { Place } from '../../../server/src/text/place';
import { workspaceOf } from './builtData';

/** The one stack of these files. */
function build(files: Record<string, string>) {
  const workspace = workspaceOf(new Map(Object.entries(files)));
  const [stack, ...others] = buildKustomizations(workspace);
  assert.ok(stack);
  assert.equal(others.length, 0);
  /** What stands at a place, with its file and line: `k8s/web.yaml:3: redis`. */
  const shown = (at: Place | undefined): string => {
    const text = at && workspace.text(at.file);
    if (!at || text === undefined) return 'nowhere';
    const line = text.slice(0, at.span.start).split('\n').length;
    return `${at.file}:${line}: ${text.slice(at.span.start, at.span.end)}`;
  };
  const object = (kind: string): YamlMap => {
    const found = stack.objects.find((each) => textOf(child(each, 'kind')) === kind);
    assert.ok(found, `There is a ${kind}.`);
    return found;
  };
  return { stack, shown, object };
}

function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}

function environment(deployment: YamlMap, name: string): YamlNode | undefined {
  const containers = child(deployment, 'spec', 'template', 'spec', 'containers');
  const env = child(items(containers)[0], 'env');
  return items(env).find((each) => textOf(child(each, 'name')) === name);
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: php
          image: shop:1
          env:
            - name: SESSION_DRIVER
              value: file
`;

describe('The origin of what kustomize builds', () => {
  it('is the base where nothing changes it', () => {
    const { shown, object } = build({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': web });
    const driver = environment(object('Deployment'), 'SESSION_DRIVER');
    assert.equal(shown(child(driver, 'value')?.at), 'web.yaml:14: file');
  });

  it('is the patch, inline or in a file, and the base comes before it', () => {
    const { shown, object } = build({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': web,
      'prod/kustomization.yaml': `resources: [../base]
patches:
  - path: patch.yaml
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - name: php
                env:
                  - name: SESSION_DRIVER
                    value: "redis"
  - target: { kind: Deployment }
    patch: |-
      - op: replace
        path: /spec/replicas
        value: 3
`,
      'prod/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: php
          env:
            - name: SESSION_DRIVER
              value: database
            - name: ADDED
              value: here
`,
    });
    const deployment = object('Deployment');
    const driver = pair(environment(deployment, 'SESSION_DRIVER'), 'value');
    assert.equal(textOf(driver?.value), 'redis');
    assert.equal(shown(driver?.value.at), 'prod/kustomization.yaml:15: "redis"');
    assert.equal(shown(driver?.key.at), 'prod/kustomization.yaml:15: value');
    assert.deepEqual(driver?.before?.map(shown), ['prod/patch.yaml:11: database', 'base/web.yaml:14: file']);
    const added = environment(deployment, 'ADDED');
    assert.equal(shown(child(added, 'value')?.at), 'prod/patch.yaml:13: here');
    const replicas = pair(child(deployment, 'spec'), 'replicas');
    assert.equal(shown(replicas?.value.at), 'prod/kustomization.yaml:20: 3');
    assert.deepEqual(replicas?.before?.map(shown), ['base/web.yaml:6: 1']);
  });

  it('is the value within a literal, or the line of an env file', () => {
    const { shown, object } = build({
      'kustomization.yaml': `configMapGenerator:
  - name: env
    envs: [app.env]
    literals:
      - SESSION_DRIVER=redis
      - "QUOTED=one two"
      - INNER='x'
    files: [nginx.conf]
`,
      'app.env': '# comment\n  REDIS_HOST=redis \nBARE\n',
      'nginx.conf': 'server {}\n',
    });
    const data = child(object('ConfigMap'), 'data');
    assert.deepEqual(
      pairs(data).map((each) => `${shown(each.key.at)} = ${shown(each.value.at)}`),
      [
        'app.env:3: BARE = app.env:3: ',
        'kustomization.yaml:7: INNER = kustomization.yaml:7: x',
        'kustomization.yaml:6: QUOTED = kustomization.yaml:6: one two',
        'app.env:2: REDIS_HOST = app.env:2: redis ',
        'kustomization.yaml:5: SESSION_DRIVER = kustomization.yaml:5: redis',
        'kustomization.yaml:8: nginx.conf = nginx.conf:1: server {}\n',
      ],
    );
  });

  it("is the overlay's literal where generators merge, with the base before it", () => {
    const { shown, object } = build({
      'base/kustomization.yaml': 'resources: [env.yaml]\n',
      'base/env.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: env }\ndata:\n  A: base\n  B: base\n',
      'prod/kustomization.yaml':
        'resources: [../base]\nconfigMapGenerator:\n  - name: env\n    behavior: merge\n    literals: [A=prod]\n',
    });
    const data = child(object('ConfigMap'), 'data');
    assert.equal(shown(pair(data, 'A')?.value.at), 'prod/kustomization.yaml:5: prod');
    assert.deepEqual(pair(data, 'A')?.before?.map(shown), ['base/env.yaml:5: base']);
    assert.equal(shown(pair(data, 'B')?.value.at), 'base/env.yaml:6: base');
  });

  it('is the count of replicas, the tag of images, the namespace and the label', () => {
    const { shown, object } = build({
      'kustomization.yaml': `resources: [web.yaml]
namespace: prod
namePrefix: p-
replicas:
  - name: web
    count: 4
images:
  - name: shop
    newTag: "2"
commonLabels:
  team: shop
`,
      'web.yaml': web,
    });
    const deployment = object('Deployment');
    const replicas = pair(child(deployment, 'spec'), 'replicas');
    assert.equal(shown(replicas?.value.at), 'kustomization.yaml:6: 4');
    assert.deepEqual(replicas?.before?.map(shown), ['web.yaml:6: 1']);
    const [container] = items(child(deployment, 'spec', 'template', 'spec', 'containers'));
    assert.equal(textOf(child(container, 'image')), 'shop:2');
    assert.equal(shown(child(container, 'image')?.at), 'kustomization.yaml:9: "2"');
    assert.deepEqual(pair(container, 'image')?.before?.map(shown), ['web.yaml:11: shop:1']);
    assert.equal(shown(child(deployment, 'metadata', 'namespace')?.at), 'kustomization.yaml:2: prod');
    assert.equal(shown(child(deployment, 'metadata', 'labels', 'team')?.at), 'kustomization.yaml:11: shop');
    assert.equal(textOf(child(deployment, 'metadata', 'name')), 'p-web');
    assert.equal(shown(child(deployment, 'metadata', 'name')?.at), 'web.yaml:4: web');
  });

  it('is the reference in the referring object when only the name behind it changed', () => {
    const { shown, object } = build({
      'kustomization.yaml':
        'resources: [pod.yaml]\nconfigMapGenerator:\n  - name: env\n    literals: [A=a]\n',
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n    - name: a\n      envFrom:\n        - configMapRef:\n            name: env\n',
    });
    const [container] = items(child(object('Pod'), 'spec', 'containers'));
    const reference = child(items(child(container, 'envFrom'))[0], 'configMapRef', 'name');
    assert.equal(textOf(reference), textOf(child(object('ConfigMap'), 'metadata', 'name')));
    assert.equal(shown(reference?.at), 'pod.yaml:9: env');
  });

  it('is the source of a replacement', () => {
    const { shown, object } = build({
      'kustomization.yaml': `resources: [web.yaml]
configMapGenerator:
  - name: src
    literals: [DRIVER=redis]
replacements:
  - source: { kind: ConfigMap, name: src, fieldPath: data.DRIVER }
    targets:
      - select: { kind: Deployment }
        fieldPaths: ["spec.template.spec.containers.0.env.[name=SESSION_DRIVER].value"]
`,
      'web.yaml': web,
    });
    const driver = pair(environment(object('Deployment'), 'SESSION_DRIVER'), 'value');
    assert.equal(textOf(driver?.value), 'redis');
    assert.equal(shown(driver?.value.at), 'kustomization.yaml:4: redis');
    assert.deepEqual(driver?.before?.map(shown), ['web.yaml:14: file']);
  });
});
