import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { buildKustomizations } from '../../../server/src/build/kustomize/buildKustomizations';
import { readFixture } from '../../support/fixture';
import { workspaceOf } from './builtData';

const folder = path.join('test', 'build', 'kustomize', 'cases');

describe('Half-typed kustomizations', function () {
  this.timeout(60_000);
  for (const file of readdirSync(folder)) {
    it(`of ${file} never throw`, () => {
      for (const { files } of readFixture(readFileSync(path.join(folder, file), 'utf8'))) {
        for (const [name, text] of files) {
          // Every length would take minutes; a prime step reaches all kinds of places over the many files.
          for (let end = 0; end < text.length; end += 101) {
            buildKustomizations(workspaceOf(new Map([...files, [name, text.slice(0, end)]])));
          }
        }
      }
    });
  }
});
