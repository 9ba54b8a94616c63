import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Finding } from '../../server/src/analysis/finding';
import { evaluateFile } from '../formats/laravel/evaluation';
import { toJson } from '../formats/laravel/oracles';
import { skeletonText } from '../formats/laravel/skeletons';
import { analyseFiles, asFixtureFinding } from '../support/analyseFiles';
import { compareFindings } from '../support/compareFindings';
import { readFixture, rewriteMarkers, type FixtureCase } from '../support/fixture';
import { expandSnippet } from './expandSnippet';
import { readSnippets } from './readSnippets';

const FIXTURE = 'test/snippets/cures.md';

/** Affinity is a stopgap: the sessions stay in the pods' files, which is a warning instead of an error then. */
const STOPGAP = 'stateful-driver-with-replicas';

/** It cures nothing: it decides how many pods there are. */
const AUTOSCALER = 'HorizontalPodAutoscaler';

const snippets = readSnippets();
const read = () => readFixture(readFileSync(FIXTURE, 'utf8'));

if (process.env.UPDATE_MARKERS === '1') {
  const actual = new Map(read().map((each) => [each.name, found(each.files)]));
  writeFileSync(FIXTURE, rewriteMarkers(readFileSync(FIXTURE, 'utf8'), actual));
}

const cases = read();

describe('a snippet put into the stack that it is meant for', () => {
  for (const { title, body } of snippets) {
    it(`takes away what is wrong there, and brings nothing of its own: ${title}`, () => {
      const fixture = cases.find(({ name }) => name === title);
      assert.ok(fixture, `${FIXTURE} has no case "${title}".`);
      assert.deepEqual(compareFindings(fixture.expected, found(fixture.files)), []);
      assert.equal(fixture.expected.length > 0, title !== AUTOSCALER, 'Something is to be wrong before.');
      const { files, inserted } = insert(fixture, expandSnippet(body).text);
      const left = analyseFiles(files).findings;
      const own = left.filter((finding) => liesIn(finding, inserted));
      assert.deepEqual(own.map(words), [], 'The snippet brings findings of its own.');
      const stopgap = left.every(({ rule, severity }) => rule === STOPGAP && severity === 'warning');
      assert.ok(stopgap, left.map(words).join('\n'));
      if (!/affinity/i.test(title)) assert.deepEqual(left.map(words), []);
    });
  }

  it('exists for each case', () => {
    const titles = new Set(snippets.map(({ title }) => title));
    assert.deepEqual(
      cases.map(({ name }) => name).filter((name) => !titles.has(name)),
      [],
    );
  });

  it('makes the autoscaler decide how many pods there are', () => {
    const fixture = cases.find(({ name }) => name === AUTOSCALER);
    const body = snippets.find(({ title }) => title === AUTOSCALER)?.body;
    assert.ok(fixture && body !== undefined);
    const { files } = insert(fixture, expandSnippet(body).text);
    const [stack] = analyseFiles(files).model.stacks;
    const web = stack?.workloads.find(({ role }) => role === 'web');
    assert.deepEqual([web?.pods.min, web?.pods.max], [2, 6]);
  });
});

describe('a snippet of PHP', () => {
  const value = (title: string, choices: Readonly<Record<number, string>> = {}): unknown => {
    const body = snippets.find((snippet) => snippet.title === title)?.body;
    assert.ok(body !== undefined);
    return toJson(evaluateFile(`<?php return [\n${expandSnippet(body, choices).text}\n];\n`));
  };
  const skeleton = (name: string): unknown => toJson(evaluateFile(skeletonText('12.x', name)));

  it('is what config/session.php of a fresh app holds, but for the driver', () => {
    assert.deepEqual(value('Laravel config/session.php', { 1: 'database' }), skeleton('session'));
  });

  it('is what config/database.php of a fresh app holds under "redis"', () => {
    const { redis } = skeleton('database') as { redis: unknown };
    assert.deepEqual(value('Laravel Redis connections'), { redis });
  });
});

function found(files: ReadonlyMap<string, string>) {
  return analyseFiles(files).findings.map((finding) =>
    asFixtureFinding(finding, files.get(finding.at.file) ?? ''),
  );
}

interface Inserted {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The files with the snippet at its place, each line as far in as the first; and where it stands. */
function insert({ files, fixes }: FixtureCase, snippet: string) {
  const [fix] = fixes;
  const [after] = fix?.files ?? [];
  assert.ok(after && fix?.files.size === 1, 'A case has one text with the snippet in it.');
  const [file, text] = after;
  const place = /^( *)<here>$/m.exec(text);
  assert.ok(place, `"${file}" does not say where the snippet goes.`);
  const [whole, indent = ''] = place;
  const lines = snippet.split('\n').map((line) => (line === '' ? '' : indent + line));
  const changed = new Map(files).set(
    file,
    text.replace(whole, () => lines.join('\n')),
  );
  const inserted: Inserted = { file, start: place.index, end: place.index + lines.join('\n').length };
  return { files: changed, inserted };
}

function liesIn({ at }: Finding, { file, start, end }: Inserted): boolean {
  return at.file === file && at.span.start < end && at.span.end > start;
}

function words({ severity, rule, at, message }: Finding): string {
  return `${at.file}: ${severity} ${rule}: ${message}`;
}
