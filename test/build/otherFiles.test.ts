import assert from 'node:assert/strict';
import { FileStore } from '../../server/src/analysis/fileStore';
import { appImages } from '../../server/src/build/appImages';
import { buildHelmCharts } from '../../server/src/build/helm/buildHelmCharts';
import { helmFiles } from '../../server/src/build/helm/helmFiles';
import { buildKustomizations } from '../../server/src/build/kustomize/buildKustomizations';
import { kustomizeFiles } from '../../server/src/build/kustomize/kustomizeFiles';
import { laravelApps } from '../../server/src/build/laravelApps';
import { outsideHints } from '../../server/src/build/outsideHints';
import { memoryHost } from '../support/memoryHost';

const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1\n';

const FILES: Record<string, string> = {
  artisan: '',
  'composer.json': '{"require":{"laravel/framework":"^12.0"}}',
  '.env.example': 'A=1\n',
  'app/A.php': '<?php session();',
  'config/session.php': "<?php return ['driver' => env('SESSION_DRIVER')];",
  Dockerfile: 'FROM php:8.3-apache\nWORKDIR /app\nCOPY . .\nCOPY docker/start.sh /start.sh\n',
  'k8s/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'k8s/base/web.yaml': DEPLOYMENT,
  'k8s/prod/kustomization.yaml': 'resources: [../base, later.yaml]\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 0.1.0\n',
  'chart/templates/web.yaml': DEPLOYMENT,
  'deploy.sh': 'helm upgrade web ./chart\nkubectl create secret generic one\n',
};

/** Everything that is remembered as a whole, in the order in which an analysis asks for it. */
function all(store: FileStore) {
  const apps = laravelApps(store);
  const images = appImages(store, apps);
  const taken = [helmFiles(store), kustomizeFiles(store)];
  const known = {
    ...{ apps, images, taken, hints: outsideHints(store) },
    kustomizations: buildKustomizations(store),
    charts: buildHelmCharts(store),
  };
  store.endAnalysis();
  return known;
}

describe('what is known of some files, when others come', () => {
  function after(path: string, text = '') {
    const store = new FileStore(memoryHost(new Map(Object.entries(FILES))));
    const before = all(store);
    store.overlay(path, text);
    return { before, now: all(store) };
  }

  it('is not made anew', () => {
    const { before, now } = after('notes/new.txt');
    assert.equal(before.kustomizations.length, 1);
    assert.equal(before.charts.length, 1);
    assert.equal(before.images.length, 1);
    assert.equal(now.apps, before.apps);
    assert.equal(now.images, before.images);
    assert.equal(now.hints, before.hints);
    assert.equal(now.kustomizations, before.kustomizations);
    assert.equal(now.charts, before.charts);
    now.taken.forEach((set, i) => assert.equal(set, before.taken[i]));
  });

  it('is made anew where they were looked for in vain', () => {
    const { before, now } = after('k8s/prod/later.yaml', DEPLOYMENT.replace('web', 'later'));
    assert.equal(before.kustomizations[0]?.objects.length, 1);
    assert.equal(now.kustomizations[0]?.objects.length, 2);
    assert.ok(now.taken[1]?.has('k8s/prod/later.yaml'));
    assert.equal(now.charts, before.charts);
    assert.equal(now.apps, before.apps);
  });

  it('is made anew where they belong to it', () => {
    assert.deepEqual([...(after('app/B.php').now.apps[0]?.reads ?? [])].slice(-3), [
      'app/B.php',
      'config/session.php',
      '.env.example',
    ]);
    assert.equal(after('.env.prod').now.apps[0]?.envFiles.length, 2);
    const { before, now } = after('chart/templates/more.yaml', DEPLOYMENT.replace('web', 'more'));
    assert.equal(now.charts[0]?.objects.length, 2);
    assert.equal(now.kustomizations, before.kustomizations);
    assert.equal(after('chart/values-prod.yaml', 'a: 1\n').now.charts.length, 2);
    assert.deepEqual(
      [...after('new.sh', 'kubectl create secret generic two').now.hints.secrets],
      ['one', 'two'],
    );
  });

  it('is made anew where an image asks whether they are there', () => {
    const { before, now } = after('docker/start.sh', 'echo\n');
    assert.notEqual(now.images[0], before.images[0]);
    assert.ok(now.images[0]?.contents.file('/start.sh'));
  });
});
