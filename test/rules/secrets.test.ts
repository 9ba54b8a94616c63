import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Analysis } from '../../server/src/analysis/analyse';
import { findingJson, positions } from '../../server/src/cli/output/checkJson';
import { checkText } from '../../server/src/cli/output/checkText';
import { inspectJson } from '../../server/src/cli/output/inspectJson';
import { inspectText } from '../../server/src/cli/output/inspectText';
import { analyseFiles } from '../support/analyseFiles';
import { readFixture, type FixtureCase } from '../support/fixture';

/** Whether a name tells that its value is nobody's business, wherever it is written. */
const SECRET_NAME = /PASSWORD|APP_KEY|TOKEN/;

describe('no output of any fixture shows a secret', () => {
  for (const name of readdirSync('test/rules').filter((each) => each.endsWith('.md'))) {
    it(name.replace('.md', ''), () => {
      for (const each of readFixture(readFileSync(`test/rules/${name}`, 'utf8'))) checkCase(each);
    });
  }
});

function checkCase({ name, files, settings }: FixtureCase): void {
  const analysis = analyseFiles(files, settings);
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
