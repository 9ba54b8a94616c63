import assert from 'node:assert/strict';
import { carryOut } from '../../server/src/analysis/carryOut';
import type { Analysis } from '../../server/src/analysis/analyse';
import type { Finding } from '../../server/src/analysis/finding';
import { parseDotenv } from '../../server/src/formats/dotenv/parseDotenv';
import { parseConfigFile } from '../../server/src/formats/laravel/parseConfigFile';
import { parseYaml } from '../../server/src/formats/yaml/parseYaml';
import type { Fix } from '../../server/src/rules/rule';
import { analyseFiles } from '../support/analyseFiles';
import { applyChange } from '../support/applyChange';
import type { FixtureCase } from '../support/fixture';
import { analysisOf } from './fixtures';

export interface OfferedFix {
  readonly analysis: Analysis;
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Every fix of every finding of a case. */
export function fixesOf(fixture: FixtureCase): OfferedFix[] {
  const analysis = analysisOf(fixture);
  return analysis.findings.flatMap((finding) => finding.fixes().map((fix) => ({ analysis, finding, fix })));
}

/** A title without the names and numbers in it, for counting kinds. */
export function kindOfTitle(title: string): string {
  return title.replace(/"[^"]*"/g, '"…"').replace(/\d+/g, '…');
}

/**
 * Holds one fix to what every fix promises: it leads to files that parse as well as before, without this finding and
 * without new ones, and it touches nothing else: comments and line ends stay. Where the case shows the text after a fix of
 * this title, the text is that one, and no further file is touched.
 */
export function checkFix(
  { files, settings, fixes }: FixtureCase,
  { analysis, finding, fix }: OfferedFix,
): void {
  const about = `fix "${fix.title}"`;
  const change = carryOut(fix, analysis.files);
  assert.ok(change, `${about} cannot be carried out`);
  const after = applyChange(files, change);
  const touched = [...after.keys()].filter((file) => after.get(file) !== files.get(file));
  assert.notEqual(touched.length, 0, `${about} changes nothing`);

  const shown = fixes.find(({ title }) => fix.title.startsWith(title));
  if (shown) {
    for (const [file, text] of shown.files) assert.equal(after.get(file), text, `${file} after ${about}`);
    assert.deepEqual(touched.sort(), [...shown.files.keys()].sort(), `files that ${about} touches`);
  }
  for (const file of touched) {
    const before = files.get(file) ?? '';
    const now = after.get(file) ?? '';
    assert.ok(
      problems(file, now) <= problems(file, before),
      `${file} does not parse any more after ${about}`,
    );
    // A finding about a comment is mended by changing that comment.
    const isMeant = (comment: string) =>
      finding.rule.startsWith('suppression-') && comment.includes('laravel-k8s-');
    const gone = lost(comments(before), comments(now)).filter((comment) => !isMeant(comment));
    assert.deepEqual(gone, [], `comments of ${file} lost by ${about}`);
    if (/\r\n/.test(before)) assert.doesNotMatch(now, /[^\r]\n/, `line ends of ${file} after ${about}`);
    else assert.doesNotMatch(now, /\r/, `line ends of ${file} after ${about}`);
  }

  const left = analyseFiles(after, settings).findings;
  const same = (each: Finding) => each.rule === finding.rule && each.message === finding.message;
  assert.ok(
    left.filter(same).length < analysis.findings.filter(same).length,
    `${about} leaves the finding: ${finding.message}`,
  );
  // A remaining finding may well be put in other words now: what counts is that no rule has more to say.
  const count = (all: readonly Finding[], rule: string) => all.filter((each) => each.rule === rule).length;
  const fresh = left.filter(({ rule }) => count(left, rule) > count(analysis.findings, rule));
  assert.deepEqual(
    fresh.map(({ rule, at, message }) => `${at.file} ${rule}: ${message}`),
    [],
    `findings that ${about} brings`,
  );
}

function problems(file: string, text: string): number {
  if (/\.ya?ml$/.test(file)) {
    return parseYaml(file, text).documents.reduce((sum, { problems: all }) => sum + all.length, 0);
  }
  if (file.endsWith('.php')) return parseConfigFile(file, text).problems.length;
  return /(^|[./])env\b/.test(file) ? parseDotenv(file, text).errors.length : 0;
}

function comments(text: string): string[] {
  return (text.match(/(^|\s)(#|\/\/).*/gm) ?? []).map((comment) => comment.trim());
}

function lost(before: readonly string[], after: readonly string[]): string[] {
  const left = [...after];
  return before.filter((comment) => {
    const at = left.indexOf(comment);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
