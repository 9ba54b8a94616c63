import assert from 'node:assert/strict';
import { suppressLine } from '../../server/src/features/quickFixes';
import { analyseFiles } from '../support/analyseFiles';
import { applyChange } from '../support/applyChange';
import { analysisOf, ruleFixtures } from './fixtures';

/** Rules that say that something could not be understood: a comment changes nothing about that for the others. */
const OWN = /^(settings|suppression)-/;

describe('The comment that silences one line', () => {
  for (const { rule, cases } of ruleFixtures()) {
    if (OWN.test(rule)) continue;
    it(`silences what ${rule} says, wherever it can stand, and is not called unused`, function () {
      this.timeout(60_000);
      for (const each of cases) {
        const analysis = analysisOf(each);
        for (const finding of analysis.findings) {
          const edit = finding.rule === rule ? suppressLine(analysis, finding) : undefined;
          if (!edit) continue;
          const after = applyChange(each.files, { edits: [edit], creations: [] });
          const left = analyseFiles(after, each.settings).findings;
          const about = `${each.name}: ${finding.at.file} ${edit.newText}`;
          const same = left.filter((one) => one.rule === rule && one.message === finding.message);
          const before = analysis.findings.filter(
            (one) => one.rule === rule && one.message === finding.message,
          );
          assert.equal(same.length, before.length - 1, about);
          assert.deepEqual(
            left.filter((one) => OWN.test(one.rule)).map(({ message }) => message),
            [],
            about,
          );
        }
      }
    });
  }
});
