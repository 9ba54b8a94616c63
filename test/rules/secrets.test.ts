import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/analysis/analyse';
import { findingJson, positions } from '../../server/src/cli/output/checkJson';
import { checkText } from '../../server/src/cli/output/checkText';
import { inspectJson } from '../../server/src/cli/output/inspectJson';
import { inspectText } from '../../server/src/cli/output/inspectText';
import type { FixtureCase } from '../support/fixture';
import { analysisOf, ruleFixtures } from './fixtures';

/** Whether a name tells that its value is nobody's business, wherever it is written. */
const SECRET_NAME = /PASSWORD|APP_KEY|TOKEN/;

describe('no output of any fixture shows a secret', () => {
  for (const { rule, cases } of ruleFixtures()) {
    it(rule, () => {
      for (const each of cases) checkCase(each);
    });
  }
});

function checkCase(fixture: FixtureCase): void {
  const { name, files } = fixture;
  const analysis = analysisOf(fixture);
  const secrets = secretsOf(analysis, files);
  if (secrets.length === 0) return;
  const output = outputOf(analysis);
  for (const secret of secrets)
    assert.ok(!output.includes(secret), `"${name}" shows "${secret}":\n${output}`);
}

/** Values of Secrets, and of variables with such names, that stand nowhere else and are more than a usual word. */
function secretsOf({ files }: Analysis, texts: ReadonlyMap<string, string>): string[] {
  const found = [...texts].flatMap(([file, text]) => {
    const data = files
      .objects(file)
      .flatMap(({ details }) => (details.type === 'secret' ? [...details.data.values()] : []))
      .flatMap(({ value, at }) => [value, text.slice(at.span.start, at.span.end)]);
    const lines = [...text.matchAll(/^[ \t]*(\w+)[ \t]*[=:][ \t]*["']?([^\s"']+)/gm)]
      .filter(([, name = '']) => SECRET_NAME.test(name))
      .map(([, , value = '']) => value);
    return [...data, ...lines];
  });
  const all = [...texts.values()].join('\n');
  return [...new Set(found)].filter((value) => value.length > 7 && all.split(value).length === 2);
}

function outputOf(analysis: Analysis): string {
  const { findings, files } = analysis;
  const position = positions(files);
  return [
    checkText(findings, files, { colours: false, folder: '' }),
    inspectText(analysis, '', false),
    JSON.stringify(findings.map((finding) => findingJson(finding, position))),
    JSON.stringify(inspectJson(analysis, position)),
  ].join('\n');
}
