import assert from 'node:assert/strict';
import { buildKustomizations } from '../../../server/src/build/kustomize/buildKustomizations';
import { kustomizeFiles } from '../../../server/src/build/kustomize/kustomizeFiles';
import { child } from '../../../server/src/formats/yaml/tree';
import { workspaceOf } from './builtData';

function build(files: Record<string, string>) {
  const workspace = workspaceOf(new Map(Object.entries(files)));
  const stacks = buildKustomizations(workspace);
  const stack = stacks[0];
  assert.ok(stack);
  const names = stack.objects.map((object) => {
    const name = child(object, 'metadata', 'name');
    return name?.kind === 'scalar' ? name.text : '';
  });
  const problems = stack.problems.map(({ at, message, severity }) => {
    const text = workspace.text(at.file) ?? '';
    const line = text.slice(0, at.span.start).split('\n').length;
    return `${severity} ${at.file}:${line} ${text.slice(at.span.start, at.span.end)} | ${message}`;
  });
  return { stacks, stack, names, problems };
}

const cm = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;

describe('What does not build', () => {
  it('is said at the entry that names it, and the rest is built', () => {
    const { names, problems, stack } = build({
      'kustomization.yaml': 'resources:\n  - nope.yaml\n  - a.yaml\n',
      'a.yaml': cm('a'),
    });
    assert.deepEqual(names, ['a']);
    assert.deepEqual(problems, [
      'error kustomization.yaml:2 nope.yaml | Kustomize does not build this: "nope.yaml" is not there (no such file or directory).',
    ]);
    assert.ok(stack.reads.has('nope.yaml') && stack.reads.has('nope.yaml/kustomization.yaml'));
    assert.deepEqual(stack.absent, ['nope.yaml']);
  });

  it('is information when Git ignores the file, or its name is for secrets', () => {
    const { problems, stack } = build({
      '.gitignore': 'secret.yaml',
      'kustomization.yaml':
        'resources: [secret.yaml]\nsecretGenerator:\n  - name: s\n    literals: [A=b]\n    envs: [.env.production]\n',
    });
    assert.deepEqual(
      problems.map((problem) => problem.split(' | ')[0]),
      ['information kustomization.yaml:1 secret.yaml', 'information kustomization.yaml:5 .env.production'],
    );
    const data = child(stack.objects[0], 'data');
    assert.ok(data?.unknown, 'What else the Secret holds is not known.');
    assert.equal(data.kind === 'map' && data.pairs.length, 1);
  });

  it('never fetches: remote bases are information, and objects may be missing', () => {
    const remote = [
      'https://github.com/a/b//deploy?ref=v1',
      'github.com/a/b/deploy?ref=v1',
      'git@github.com:a/b.git',
      'git::https://example.com/a/b.git',
      'https://example.com/crd.yaml',
      'ssh://git@example.com/a/b',
      'oci://example.com/a',
    ];
    const { names, problems, stack } = build({
      'kustomization.yaml': `resources:\n${remote.map((each) => `  - "${each}"\n`).join('')}  - a.yaml\n`,
      'a.yaml': cm('a'),
    });
    assert.deepEqual(names, ['a']);
    assert.ok(problems.every((problem) => problem.startsWith('information ')));
    assert.equal(problems.length, remote.length);
    assert.equal(stack.outside.length, remote.length);
  });

  it('loads a file from above all the same, and only informs where --load-restrictor is used', () => {
    const files = { 'a/kustomization.yaml': 'resources: [../b.yaml]\n', 'b.yaml': cm('b') };
    const strict = build(files);
    assert.deepEqual(strict.names, ['b']);
    assert.match(strict.problems[0] ?? '', /^error .*security; file 'b\.yaml' is not in or below 'a'\.$/);
    const loose = build({
      ...files,
      'deploy.sh': 'kustomize build --load-restrictor LoadRestrictionsNone a\n',
    });
    assert.match(loose.problems[0] ?? '', /^information /);
  });

  it('goes on behind a patch that does not apply', () => {
    const { names, problems, stack } = build({
      'kustomization.yaml': `resources: [a.yaml]
namePrefix: p-
patches:
  - patch: |-
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: nobody
      data: { x: y }
  - target: { kind: ConfigMap }
    patch: |-
      - op: remove
        path: /data/nope
  - target: { kind: ConfigMap }
    patch: |-
      - { op: add, path: /data, value: { x: z } }
`,
      'a.yaml': cm('a'),
    });
    assert.deepEqual(names, ['p-a']);
    assert.deepEqual(problems, [
      'error kustomization.yaml:8 nobody | Kustomize does not build this: no matches for Id ConfigMap.v1.[noGrp]/nobody.[noNs]; failed to find unique target for patch ConfigMap.v1.[noGrp]/nobody.[noNs].',
      'error kustomization.yaml:13 /data/nope | Kustomize does not build this: remove operation does not apply: doc is missing path: "/data/nope": missing value.',
    ]);
    const x = child(stack.objects[0], 'data', 'x');
    assert.equal(x?.kind === 'scalar' && x.text, 'z');
  });

  it('says where kustomizations go in a circle, once for all of them', () => {
    const { stacks, problems } = build({
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
    });
    assert.deepEqual(
      stacks.map((stack) => stack.root),
      ['a'],
    );
    assert.deepEqual(problems, [
      "error b/kustomization.yaml:1 ../a | Kustomize does not build this: cycle detected: candidate root 'a' contains visited root 'a'.",
    ]);
  });

  it('leaves paths out of the workspace alone', () => {
    const { problems } = build({
      'kustomization.yaml':
        'resources: [../../etc, /etc/passwd]\nconfigMapGenerator:\n  - name: a\n    files: [/etc/passwd, ../../etc/passwd]\n',
    });
    assert.equal(problems.length, 4);
  });
});

describe('Which kustomizations are stacks', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': cm('a'),
    'comp/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: patch.yaml }]\n',
    'comp/patch.yaml': cm('a'),
    'overlays/prod/kustomization.yaml':
      'resources: [../../base]\ncomponents: [../../comp]\nsecretGenerator: [{ name: s, envs: [prod.env], files: [k=key.pem] }]\n',
    'overlays/prod/prod.env': 'A=b\n',
    'overlays/prod/key.pem': 'x\n',
    'overlays/dev/kustomization.yml': 'bases: [../../base]\n',
    'flux/kustomization.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: x }\nspec: { path: ./overlays/prod }\n',
    'other.yaml': cm('other'),
  };

  it('those that no other one takes in, and no components', () => {
    assert.deepEqual(
      buildKustomizations(workspaceOf(new Map(Object.entries(files)))).map(({ name }) => name),
      ['overlays/prod', 'overlays/dev'],
    );
  });

  it('those with the name of an environment, although another builds on them', () => {
    const more = {
      ...files,
      'overlays/prod-eu/kustomization.yaml': 'resources: [../prod]\n',
      'kustomization.yaml': 'resources: [overlays/dev]\n',
    };
    assert.deepEqual(
      buildKustomizations(workspaceOf(new Map(Object.entries(more)))).map(({ name }) => name),
      ['overlays/prod', 'overlays/dev', 'overlays/prod-eu', '.'],
    );
  });

  it('and all files that any of them reads are taken', () => {
    const taken = kustomizeFiles(workspaceOf(new Map(Object.entries(files))));
    assert.deepEqual([...taken].sort(), [
      'base/a.yaml',
      'base/kustomization.yaml',
      'comp/kustomization.yaml',
      'comp/patch.yaml',
      'overlays/dev/kustomization.yml',
      'overlays/prod/key.pem',
      'overlays/prod/kustomization.yaml',
      'overlays/prod/prod.env',
    ]);
  });
});

describe('Hostile kustomizations', function () {
  this.timeout(20_000);

  it('with regular expressions that make others backtrack', () => {
    const { names } = build({
      'kustomization.yaml': `resources: [a.yaml]
patches:
  - target: { name: "(a+)+$" }
    patch: |-
      - { op: add, path: /data, value: {} }
images: [{ name: "(x+x+)+y", newTag: "2" }]
`,
      'a.yaml': cm(`${'a'.repeat(250)}b`),
    });
    assert.equal(names.length, 1);
  });

  it('that take each other in twice, over and over', () => {
    const files: Record<string, string> = {
      'd40/kustomization.yaml': 'resources: [a.yaml]\n',
      'd40/a.yaml': cm('a'),
    };
    for (let i = 0; i < 40; i++) {
      files[`d${i}/kustomization.yaml`] = `resources: [../d${i + 1}, ../d${i + 1}/]\n`;
    }
    const { problems } = build(files);
    assert.match(problems.at(-1) ?? '', /too large/);
  });

  it('with 20,000 elements to merge, and as many without their keys', () => {
    const env = (line: (i: number) => string) =>
      Array.from({ length: 20_000 }, (_, i) => `            - ${line(i)}\n`).join('');
    const deployment = (lines: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n        - name: php\n          env:\n${lines}`;
    const kustomization = 'resources: [web.yaml]\npatches: [{ path: patch.yaml }]\n';
    const named = build({
      'kustomization.yaml': kustomization,
      'web.yaml': deployment(env((i) => `{ name: A${i}, value: a }`)),
      'patch.yaml': deployment(env((i) => `{ name: A${i}, value: b }`)),
    });
    assert.deepEqual(named.problems, []);
    const stray = build({
      'kustomization.yaml': kustomization,
      'web.yaml': deployment(env((i) => `{ name: A${i}, value: a }`)),
      'patch.yaml': deployment(env((i) => (i === 7 ? '{ value: stray }' : `{ name: A${i}, value: b }`))),
    });
    assert.match(stray.problems.at(-1) ?? '', /too large/);
  });
});
