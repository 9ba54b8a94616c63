/**
 * Files as they are while somebody types: cut off at any place, and with any one character missing. The quick suite takes a
 * sample, always the same one; `npm run soak` takes every file of the fixtures at every place.
 */
import { analyseFiles } from '../../server/src/analysis/analyse';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/analysis/settings';
import type { FixtureCase } from '../support/fixture';
import { memoryHost } from '../support/memoryHost';
import { ruleFixtures } from '../rules/fixtures';
import { checkSound } from './judgeBeside';

const soak = process.env.LARAVEL_K8S_SOAK !== undefined;

/** "1/2": the second of two processes that share the rules. */
const [share = 0, shares = 1] = (process.env.LARAVEL_K8S_SHARE ?? '0/1').split('/').map(Number);

/** How many places of a file the sample takes, of one file of one case of each rule. */
const PLACES = 2;

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x80000000;
}

/** Files that other cases have too need not be typed again. */
const typed = new Set<string>();

/** The files of a case in which somebody types, by their names. */
function chosen({ files }: FixtureCase, random: () => number): string[] {
  const names = [...files].filter(([name, text]) => text !== '' && !typed.has(`${name}\n${text}`));
  if (!soak)
    return names
      .slice(Math.floor(random() * names.length))
      .slice(0, 1)
      .map(([name]) => name);
  for (const [name, text] of names) typed.add(`${name}\n${text}`);
  return names.map(([name]) => name);
}

function* variants(text: string, random: () => number): Iterable<string> {
  for (let each = 0; each < (soak ? text.length : PLACES); each++) {
    const at = soak ? each : Math.floor(random() * text.length);
    yield text.slice(0, at);
    yield text.slice(0, at) + text.slice(at + 1);
  }
}

/** Judges a case again and again, with another text in one file each time. */
function judge({ files, settings }: FixtureCase, name: string, texts: Iterable<string>): number {
  const store = new FileStore(memoryHost(files));
  let count = 0;
  for (const text of texts) {
    store.overlay(name, text);
    const analysis = analyseFiles(store, { ...DEFAULT_SETTINGS, ...(settings as Partial<Settings>) });
    const [failure] = analysis.failures;
    if (failure)
      throw new Error(`Rule ${failure.rule} failed on ${name}:\n${text}`, { cause: failure.error });
    checkSound(analysis, new Map(files).set(name, text));
    count++;
  }
  return count;
}

describe('A workspace in which somebody is typing', function () {
  this.timeout(soak ? 0 : 60_000);

  for (const [index, { rule, cases }] of ruleFixtures().entries()) {
    if (index % shares !== share) continue;
    it(`is judged without a defect: the cases of ${rule}`, () => {
      const random = numbers(index + 1);
      let count = 0;
      for (const fixture of soak ? cases : cases.slice(0, 1)) {
        for (const name of chosen(fixture, random))
          count += judge(fixture, name, variants(fixture.files.get(name) ?? '', random));
      }
      if (soak) console.log(`      ${count} texts`);
    });
  }
});
