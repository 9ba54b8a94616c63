import assert from 'node:assert/strict';
import { analyse, analyseFiles } from '../../server/src/analysis/analyse';
import { certainFindings } from '../../server/src/analysis/certainFindings';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { warm } from '../../server/src/analysis/warm';
import { memoryHost } from '../support/memoryHost';
import { workspaces } from '../support/workspaces';

function found(files: FileStore): { counts: unknown; findings: unknown } {
  const { findings, counts } = analyseFiles(files, DEFAULT_SETTINGS);
  return { counts, findings: findings.map(({ rule, at, message }) => ({ rule, at, message })) };
}

describe('A folder that is read in pieces', function () {
  this.timeout(60_000);

  for (const [name, texts] of [...workspaces()].slice(0, 6)) {
    it(`${name}: gives what it gives in one go, and leaves little to read`, () => {
      let reads = 0;
      const host = memoryHost(texts);
      const files = new FileStore({ ...host, read: (path) => (reads++, host.read(path)) });
      let pieces = 0;
      for (const { read, of } of warm(files, DEFAULT_SETTINGS, () => true)) {
        assert.ok(read <= of);
        pieces++;
      }
      assert.ok(pieces > 1);
      const before = reads;
      assert.deepEqual(found(files), found(new FileStore(memoryHost(texts))));
      assert.ok(
        reads - before <= texts.size / 4,
        `${reads - before} of ${texts.size} files are read at the end`,
      );
    });
  }

  it('may change in between, as often as it likes', () => {
    const [texts = new Map<string, string>()] = workspaces().values();
    const disk = new Map(texts);
    const files = new FileStore(memoryHost(disk));
    const paths = [...texts.keys()];
    let step = 0;
    for (const _ of warm(files, DEFAULT_SETTINGS, () => true)) {
      const path = paths[step++ % paths.length] ?? '';
      if (step % 3 === 0) files.overlay(path, `${texts.get(path) ?? ''}\n# ${step}\n`);
      else if (step % 7 === 0) {
        disk.delete(path);
        files.invalidateList(path);
      } else if (step % 11 === 0) {
        disk.set(`k8s/new-${step}.yaml`, texts.get(path) ?? '');
        files.invalidateList(`k8s/new-${step}.yaml`);
      }
      if (step > 300) break;
    }
    const now = new Map(disk);
    for (const path of [...texts.keys(), ...disk.keys()]) {
      const text = files.text(path);
      if (text !== undefined) now.set(path, text);
    }
    assert.deepEqual(found(files).findings, found(new FileStore(memoryHost(now))).findings);
  });
});

describe('What is certain of a file before the others are read', () => {
  const broken = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: "shop\nspec: {}\n';
  const certain = (more: readonly (readonly [string, string])[]): readonly string[] => {
    const texts = new Map([['artisan', ''], ['deploy/k8s/shop.yaml', broken], ...more] as [string, string][]);
    const files = new FileStore(memoryHost(texts));
    assert.ok(files.paths.length > 0);
    const findings = certainFindings(files, 'deploy/k8s/shop.yaml', DEFAULT_SETTINGS).map(({ rule }) => rule);
    const all = analyse(memoryHost(texts)).findings.map(({ rule }) => rule);
    for (const rule of findings) assert.ok(all.includes(rule), `${rule} is taken back`);
    return findings;
  };

  it('is that kubectl refuses it', () => {
    assert.deepEqual(certain([]), ['manifest-malformed']);
  });

  it('is nothing in a chart, where settings choose, or where the rule is off', () => {
    assert.deepEqual(certain([['deploy/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n']]), []);
    assert.deepEqual(certain([['.laravel-k8s.yaml', 'environments: [other]\n']]), []);
    assert.deepEqual(certain([['.laravel-k8s.yaml', 'rules: { manifest-malformed: off }\n']]), []);
  });

  it('is nothing before it is known which files there are', () => {
    const files = new FileStore(memoryHost(new Map([['a.yaml', broken]])));
    assert.deepEqual(certainFindings(files, 'a.yaml', DEFAULT_SETTINGS), []);
  });
});
