import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Analysis } from '../../server/src/analysis/analyse';
import { analyseFiles, asFixtureFinding } from '../support/analyseFiles';
import { readFixture, rewriteMarkers, type FixtureCase, type FixtureFinding } from '../support/fixture';

export const directory = 'test/rules';

export interface Fixture {
  readonly rule: string;
  readonly cases: readonly FixtureCase[];
}

/** The fixtures of all rules, read once; with UPDATE_MARKERS set, after their markers are rewritten. */
export function ruleFixtures(): readonly Fixture[] {
  if (known) return known;
  // UPDATE_MARKERS=1 rewrites the markers of all fixtures, UPDATE_MARKERS=a-rule,another those of some.
  const update = process.env.UPDATE_MARKERS ?? '';
  if (update !== '') {
    const chosen = readAll().filter(({ rule }) => update === '1' || update.split(',').includes(rule));
    for (const { rule, cases } of chosen) {
      const actual = new Map(cases.map((each) => [each.name, findingsOf(each)]));
      const file = `${directory}/${rule}.md`;
      writeFileSync(file, rewriteMarkers(readFileSync(file, 'utf8'), actual));
    }
  }
  return (known = readAll());
}

let known: readonly Fixture[] | undefined;

function readAll(): Fixture[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({
      rule: name.replace(/\.md$/, ''),
      cases: readFixture(readFileSync(`${directory}/${name}`, 'utf8')),
    }));
}

export function findingsOf(fixture: FixtureCase): FixtureFinding[] {
  return analysisOf(fixture).findings.map((finding) =>
    asFixtureFinding(finding, fixture.files.get(finding.at.file) ?? ''),
  );
}

/** The analysis of a case, made once. */
export function analysisOf(fixture: FixtureCase): Analysis {
  const made = analyses.get(fixture) ?? analyseFiles(fixture.files, fixture.settings);
  analyses.set(fixture, made);
  return made;
}

const analyses = new WeakMap<FixtureCase, Analysis>();
