import assert from 'node:assert/strict';
import type { BuiltStack } from '../../../server/src/build/builtStack';
import { buildHelmCharts } from '../../../server/src/build/helm/buildHelmCharts';
import { helmFiles } from '../../../server/src/build/helm/helmFiles';
import { child, scalar } from '../../../server/src/formats/yaml/tree';
import { workspaceOf } from './helmCase';

const template =
  'kind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  driver: {{ .Values.driver | quote }}\n  key: {{ .Values.key | quote }}\n';
const chart: Record<string, string> = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': "driver: file\nkey: ''\n",
  'chart/templates/map.yaml': template,
};

describe('the stacks of a chart', () => {
  it('are the chart alone, and one for each values file beside it', () => {
    const stacks = build({
      ...chart,
      'chart/values-prod.yaml': 'driver: redis\n',
      'chart/values.staging.yaml': 'driver: database\n',
      'chart/values/dev.yaml': 'driver: array\n',
      'chart/environments/qa/values.yaml': 'driver: cookie\n',
      'chart/environments/uat.yaml': 'driver: memcached\n',
      'chart/values-example.yaml': 'driver: never\n',
      'chart/values.schema.json': '{}',
      'chart/notes.yaml': 'driver: never\n',
    });
    assert.deepEqual(
      stacks.map((stack) => [stack.name, drivers(stack)]),
      [
        ['chart', ['file']],
        ['chart + environments/qa/values.yaml', ['cookie']],
        ['chart + environments/uat.yaml', ['memcached']],
        ['chart + values-prod.yaml', ['redis']],
        ['chart + values.staging.yaml', ['database']],
        ['chart + values/dev.yaml', ['array']],
      ],
    );
    assert.ok(stacks.every((stack) => stack.kind === 'helm' && stack.root === 'chart'));
  });

  it('include the values beside the folder of the only chart there', () => {
    const beside = { ...chart, 'values-prod.yaml': 'driver: redis\n' };
    assert.deepEqual(names(build(beside)), ['chart', 'chart + values-prod.yaml']);
    const two = { ...beside, 'other/Chart.yaml': 'name: other\nversion: 1.0.0\n' };
    assert.deepEqual(names(build(two)), ['chart', 'other']);
  });

  it('are none for libraries, vendored charts and charts that another pulls in by a path', () => {
    const stacks = build({
      ...chart,
      'chart/charts/sub/Chart.yaml': 'name: sub\nversion: 1.0.0\n',
      'lib/Chart.yaml': 'name: lib\nversion: 1.0.0\ntype: library\n',
      'umbrella/Chart.yaml':
        "name: umbrella\nversion: 1.0.0\ndependencies:\n  - { name: shop, version: 1.0.0, repository: 'file://../chart' }\n",
      'umbrella/values.yaml': 'shop: { driver: redis }\n',
    });
    assert.deepEqual(
      stacks.map((stack) => [stack.name, drivers(stack)]),
      [['umbrella', ['redis']]],
    );
  });

  it('of a chart in the workspace folder itself are called by its name', () => {
    const stacks = build({
      'Chart.yaml': 'name: shop\nversion: 1.0.0\n',
      'templates/map.yaml': template,
      'values-prod.yaml': 'driver: redis\n',
    });
    assert.deepEqual(names(stacks), ['shop', 'shop + values-prod.yaml']);
  });

  it('say which files they rest on, absent ones too', () => {
    const [stack] = build({ ...chart, 'deploy.sh': 'helm upgrade --install web ./chart\n' });
    for (const file of [
      'chart/Chart.yaml',
      'chart/values.yaml',
      'chart/templates/map.yaml',
      'chart/requirements.yaml',
      'deploy.sh',
    ]) {
      assert.ok(stack?.reads.has(file), file);
    }
  });

  it('leave a faulty template out and keep the others', () => {
    const [stack] = build({ ...chart, 'chart/templates/bad.yaml': 'kind: X\n  a: b: c\n' });
    assert.equal(stack?.objects.length, 1);
    assert.equal(stack.problems.length, 1);
    assert.equal(stack.problems[0]?.at.file, 'chart/templates/bad.yaml');
    assert.equal(stack.problems[0]?.severity, 'error');
  });

  it('keep what is known of a template whose value is missing', () => {
    const [stack] = build({
      ...chart,
      'chart/templates/map.yaml': `${template}  tag: {{ required "image.tag is needed." .Values.tag }}\n  host: {{ .Values.redis.host }}\n`,
    });
    assert.deepEqual(drivers(stack), ['file']);
    assert.deepEqual(
      stack?.problems.map(({ message, severity }) => [message, severity]),
      [
        ['Helm refuses this template: image.tag is needed.', 'information'],
        ['Helm refuses this template: nil pointer evaluating interface {}.host.', 'information'],
      ],
    );
    assert.match(child(stack.objects[0], 'data', 'tag')?.unknown ?? '', /image.tag is needed/);
  });

  it('have nothing of a template that gives up', () => {
    const [stack] = build({
      ...chart,
      'chart/templates/map.yaml': `${template}{{ if not .Values.key }}{{ fail "set a key" }}{{ end }}`,
    });
    assert.deepEqual(stack?.objects, []);
    assert.match(stack?.problems[0]?.message ?? '', /set a key/);
    assert.match(stack?.outside[0] ?? '', /map\.yaml cannot be rendered/);
  });
});

describe('what deploy scripts and CI say of a chart', () => {
  it('gives the release and the namespace', () => {
    const [stack] = build({
      ...chart,
      'deploy.sh':
        'set -e\nhelm upgrade --install web ./chart \\\n  --namespace prod --create-namespace --wait\n',
    });
    assert.equal(stack?.name, 'chart');
    assert.equal(text(stack, 'metadata', 'name'), 'web');
    assert.equal(text(stack, 'metadata', 'namespace'), 'prod');
  });

  it('gives the values files that go together, instead of the chart alone', () => {
    const stacks = build({
      ...chart,
      'chart/values-base.yaml': 'driver: array\nkey: base\n',
      'chart/values-prod.yaml': 'driver: redis\n',
      'chart/values-dev.yaml': 'driver: cookie\n',
      '.github/workflows/deploy.yml':
        'jobs:\n  a:\n    steps:\n      - run: helm upgrade --install web chart -f chart/values-base.yaml -f chart/values-prod.yaml\n',
    });
    assert.deepEqual(names(stacks), [
      'chart + values-base.yaml + values-prod.yaml',
      'chart + values-dev.yaml',
    ]);
    assert.deepEqual(drivers(stacks[0]), ['redis']);
    assert.equal(text(stacks[0], 'data', 'key'), 'base');
    assert.equal(text(stacks[1], 'metadata', 'name'), 'web');
  });

  it('makes what is set from a variable unknown, and keeps what is set to a constant', () => {
    const [stack] = build({
      ...chart,
      'deploy.sh': 'helm upgrade -i web ./chart --set key="$APP_KEY",driver=redis\n',
    });
    assert.deepEqual(drivers(stack), ['redis']);
    assert.match(child(stack?.objects[0], 'data', 'key')?.unknown ?? '', /set when the chart is installed/);
    assert.equal(child(stack?.objects[0], 'data', 'driver')?.at.file, 'deploy.sh');
  });

  it('is understood through variables that are set beside it', () => {
    const [stack] = build({
      ...chart,
      '.github/variables/app.env': 'HELM_RELEASE=web\nHELM_CHART=chart\nNAMESPACE=prod\n',
      '.github/workflows/deploy.yml':
        '      - run: |\n          helm upgrade --install ${{ env.HELM_RELEASE }} ./${{ env.HELM_CHART }} \\\n            --namespace ${{ env.NAMESPACE }} --set key="${{ secrets.KEY }}"\n',
    });
    assert.equal(text(stack, 'metadata', 'name'), 'web');
    assert.equal(text(stack, 'metadata', 'namespace'), 'prod');
    assert.ok(child(stack?.objects[0], 'data', 'key')?.unknown);
  });

  it('stands for every file that fits a name with a variable', () => {
    const stacks = build({
      ...chart,
      'chart/values-prod.yaml': 'driver: redis\n',
      'chart/values-dev.yaml': 'driver: cookie\n',
      Makefile: 'deploy:\n\thelm upgrade --install web chart -f chart/values-$(ENV).yaml\n',
    });
    assert.deepEqual(names(stacks), ['chart + values-dev.yaml', 'chart + values-prod.yaml']);
  });

  it('makes what is empty unknown when a file is used that is not here', () => {
    const [stack] = build({ ...chart, 'deploy.sh': 'helm upgrade -i web ./chart -f secrets.yaml\n' });
    assert.deepEqual(drivers(stack), ['file']);
    assert.match(child(stack?.objects[0], 'data', 'key')?.unknown ?? '', /secrets\.yaml/);
    assert.match(stack?.outside[0] ?? '', /secrets\.yaml/);
  });

  it('does not count in a comment', () => {
    const [stack] = build({
      ...chart,
      'deploy.sh': '# helm upgrade --install web ./chart -n prod\necho "helm install web ./chart"\n',
    });
    assert.equal(text(stack, 'metadata', 'name'), 'shop');
    assert.equal(text(stack, 'metadata', 'namespace'), undefined);
  });

  it('tells two releases of one chart apart', () => {
    const stacks = build({
      ...chart,
      'deploy.sh': 'helm upgrade -i web ./chart -n a --set driver=redis\nhelm upgrade -i api ./chart -n b\n',
    });
    assert.deepEqual(names(stacks), ['chart as web in a', 'chart as api in b']);
    assert.deepEqual(stacks.flatMap(drivers), ['redis', 'file']);
  });
});

describe('what manifests say of a chart', () => {
  it("as Argo CD's Application, with values inside", () => {
    const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web-prod
spec:
  destination: { namespace: prod }
  source:
    path: chart
    helm:
      valueFiles: [values-prod.yaml]
      values: |
        # a comment
        driver: redis
      parameters:
        - { name: key, value: '{{ key }}' }
`;
    const files = { ...chart, 'chart/values-prod.yaml': 'driver: cookie\n', 'argo/app.yaml': application };
    const stacks = build(files);
    assert.deepEqual(names(stacks), ['chart + values-prod.yaml + argo/app.yaml']);
    const [stack] = stacks;
    assert.equal(text(stack, 'metadata', 'name'), 'web-prod');
    assert.equal(text(stack, 'metadata', 'namespace'), 'prod');
    const driver = child(stack?.objects[0], 'data', 'driver');
    assert.equal(scalar(driver)?.value, 'redis');
    assert.equal(driver && application.slice(driver.at.span.start, driver.at.span.end), 'redis');
    assert.ok(child(stack?.objects[0], 'data', 'key')?.unknown);
  });

  it("as Flux's HelmRelease, helmfile and skaffold", () => {
    const flux = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: prod }
spec:
  releaseName: web-flux
  chart: { spec: { chart: ./chart } }
  values: { driver: redis }
`;
    assert.deepEqual(summary(build({ ...chart, 'flux.yaml': flux })), [['web-flux', 'prod', 'redis']]);
    const helmfile =
      'releases:\n  - { name: web-file, namespace: ns, chart: ../chart, values: [v.yaml, { key: k }] }\n';
    const files = { ...chart, 'deploy/helmfile.yaml': helmfile, 'deploy/v.yaml': 'driver: cookie\n' };
    assert.deepEqual(summary(build(files)), [['web-file', 'ns', 'cookie']]);
    const skaffold =
      'apiVersion: skaffold/v4beta1\ndeploy:\n  helm:\n    releases:\n      - { name: sk, chartPath: chart, setValues: { driver: array } }\n';
    assert.deepEqual(summary(build({ ...chart, 'skaffold.yaml': skaffold })), [['sk', undefined, 'array']]);
  });
});

describe('the files that belong to charts', () => {
  it('are templates, values, crds, vendored charts and what templates read', () => {
    const found = helmFiles(
      workspaceOf(
        new Map(
          Object.entries({
            ...chart,
            'chart/crds/a.yaml': 'kind: CustomResourceDefinition\n',
            'chart/values-prod.yaml': 'a: 1\n',
            'chart/charts/sub/templates/x.yaml': 'kind: X\n',
            'chart/charts/sub/Chart.yaml': 'name: sub\nversion: 1.0.0\n',
            'chart/secrets/prod.sealed.yaml': 'kind: SealedSecret\n',
            'chart/templates/s.yaml': '{{ .Files.Get (printf "secrets/%s.sealed.yaml" .Values.x) }}',
            'k8s/web.yaml': 'apiVersion: v1\nkind: Service\n',
            'chart-values-fake.yaml': 'apiVersion: v1\nkind: ConfigMap\n',
            '.helm/laravel-octane-values.yaml': 'replicaCount: 1\n',
            '.helm/secret.yaml': 'apiVersion: v1\nkind: Secret\n',
            '.helm/extra.yaml': 'a: 1\n',
            '.helm/deploy.sh': 'helm upgrade --install web example/laravel -f extra.yaml -f secret.yaml\n',
          }),
        ),
      ),
    );
    assert.deepEqual([...found].sort(), [
      '.helm/extra.yaml',
      '.helm/laravel-octane-values.yaml',
      'chart/Chart.yaml',
      'chart/charts/sub/Chart.yaml',
      'chart/charts/sub/templates/x.yaml',
      'chart/crds/a.yaml',
      'chart/secrets/prod.sealed.yaml',
      'chart/templates/map.yaml',
      'chart/templates/s.yaml',
      'chart/values-prod.yaml',
      'chart/values.yaml',
    ]);
  });
});

function build(files: Record<string, string>): readonly BuiltStack[] {
  return buildHelmCharts(workspaceOf(new Map(Object.entries(files))));
}

function names(stacks: readonly BuiltStack[]): string[] {
  return stacks.map((stack) => stack.name);
}

function drivers(stack: BuiltStack | undefined): unknown[] {
  return (stack?.objects ?? []).flatMap((object) => scalar(child(object, 'data', 'driver'))?.value ?? []);
}

function text(stack: BuiltStack | undefined, ...path: string[]): string | undefined {
  return scalar(child(stack?.objects[0], ...path))?.text;
}

function summary(stacks: readonly BuiltStack[]): unknown[] {
  return stacks.map((stack) => [
    text(stack, 'metadata', 'name'),
    text(stack, 'metadata', 'namespace'),
    text(stack, 'data', 'driver'),
  ]);
}
