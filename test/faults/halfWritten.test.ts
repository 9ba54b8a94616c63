/**
 * Files as they are while somebody types: cut off at any place, and with any one character missing.
 * The quick suite takes a sample, always the same one. LARAVEL_K8S_SOAK=all takes every file of every case at every place,
 * which takes hours; a number takes as many places of each.
 */
import { analyseFiles } from '../support/analyseFiles';
import type { FixtureCase } from '../support/fixture';
import { ruleFixtures } from '../rules/fixtures';
import { checkSound } from './judgeBeside';

const given = process.env.LARAVEL_K8S_SOAK ?? '';
const soak = given !== '';

/** How many cases of each fixture, and how many places of each case's files. */
const CASES = soak ? Infinity : 1;
const PLACES = given === 'all' ? Infinity : Number(given) || 2;

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x80000000;
}

function places(length: number, random: () => number): number[] {
  if (length <= PLACES) return Array.from({ length }, (_, at) => at);
  return Array.from({ length: PLACES }, () => Math.floor(random() * length));
}

function* variants(fixture: FixtureCase, random: () => number): Iterable<ReadonlyMap<string, string>> {
  // One file of the case at a time; in the sample, one in all.
  const names = [...fixture.files.keys()].filter((name) => (fixture.files.get(name) ?? '') !== '');
  const chosen = soak ? names : [names[Math.floor(random() * names.length)] ?? ''];
  for (const name of chosen) {
    const text = fixture.files.get(name) ?? '';
    for (const at of places(text.length, random)) {
      yield new Map(fixture.files).set(name, text.slice(0, at));
      yield new Map(fixture.files).set(name, text.slice(0, at) + text.slice(at + 1));
    }
  }
}

describe('A workspace in which somebody is typing', function () {
  this.timeout(soak ? 0 : 60_000);

  for (const [index, { rule, cases }] of ruleFixtures().entries()) {
    it(`is judged without a defect: the cases of ${rule}`, () => {
      const random = numbers(index + 1);
      for (const fixture of cases.slice(0, CASES)) {
        for (const files of variants(fixture, random))
          checkSound(analyseFiles(files, fixture.settings), files);
      }
    });
  }
});
