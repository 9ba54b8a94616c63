import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../../server/src/formats/laravel/laravelConfig';
import { parseConfigFile, type ConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { sessionTarget } from '../../../server/src/formats/laravel/sessionTarget';
import { sharedFolder } from '../../support/shared';
import { contextOf } from './oracles';

interface Labels {
  readonly repositories: readonly {
    readonly project: string;
    readonly laravel: string;
    readonly workloads: readonly {
      readonly session_driver: {
        readonly driver: string;
        readonly source: string;
        readonly at: string | null;
      };
    }[];
  }[];
}

describe('config files of real apps', () => {
  const shared = sharedFolder();

  it('have the session driver that people found in them, at the same line', function () {
    if (shared === undefined) return this.skip();
    const corpus = path.join(shared, 'corpus');
    const labels = JSON.parse(readFileSync(path.join(corpus, 'labels.json'), 'utf8')) as Labels;
    let compared = 0;
    for (const { project, laravel, workloads } of labels.repositories) {
      for (const { session_driver: label } of workloads) {
        if (label.source !== 'config default' || label.at === null) continue;
        const [file = '', line] = label.at.split(':');
        const folder = path.join(corpus, project, path.dirname(file));
        const framework = Number(/^\d+/.exec(laravel)?.[0]);
        const config = loadConfig({ files: configFiles(folder), frameworkMajor: framework }, contextOf({}));
        const target = sessionTarget(config, framework);
        assert.equal(target.driver, label.driver, project);
        const decided = target.because[0];
        assert.equal(decided?.what, 'default');
        const text = readFileSync(path.join(corpus, project, file), 'utf8');
        assert.equal(text.slice(0, decided?.at.span.start).split('\n').length, Number(line), project);
        compared++;
      }
    }
    assert.ok(compared >= 8, `only ${compared} labels`);
  });
});

function configFiles(folder: string): ReadonlyMap<string, ConfigFile> {
  const names = ['session', 'cache', 'database'].filter((name) =>
    existsSync(path.join(folder, `${name}.php`)),
  );
  return new Map(
    names.map((name) => {
      const file = parseConfigFile(
        `config/${name}.php`,
        readFileSync(path.join(folder, `${name}.php`), 'utf8'),
      );
      assert.deepEqual(file.problems, []);
      return [name, file];
    }),
  );
}
