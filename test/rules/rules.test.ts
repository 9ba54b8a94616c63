import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../server/src/rules/registry';
import { compareFindings } from '../support/compareFindings';
import type { FixtureCase } from '../support/fixture';
import { checkFix, fixesOf, kindOfTitle } from './checkFix';
import { directory, findingsOf, ruleFixtures } from './fixtures';

const fixtures = ruleFixtures();

for (const { rule, cases } of fixtures) {
  describe(`rule ${rule}`, () => {
    for (const each of cases) {
      it(each.name, () => {
        const differences = compareFindings(each.expected, findingsOf(each));
        assert.equal(differences.length, 0, differences.join('\n'));
        const offered = fixesOf(each);
        for (const one of offered) checkFix(each, one);
        const titles = offered.map(({ fix }) => fix.title);
        for (const { title } of each.fixes) {
          assert.ok(
            titles.some((known) => known.startsWith(title)),
            `No fix "${title}"; there are:\n${titles.join('\n')}`,
          );
        }
      });
    }
  });
}

describe('the fixtures of the rules', () => {
  for (const { id } of rules) {
    it(`${id} has a case in which it fires, and one in which it must not`, () => {
      const own = fixtures.find(({ rule }) => rule === id);
      assert.ok(own, `There is no ${directory}/${id}.md.`);
      const fires = (each: FixtureCase) => each.expected.some(({ rule }) => rule === id);
      assert.ok(own.cases.some(fires), 'no case fires');
      assert.ok(
        own.cases.some(({ expected }) => expected.length === 0),
        'no case without findings',
      );
    });
  }

  it('stand beside a rule each', () => {
    const known = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      fixtures.map(({ rule }) => rule).filter((rule) => !known.has(rule)),
      [],
    );
  });

  const offered = fixtures.flatMap(({ cases }) =>
    cases.flatMap((each) =>
      fixesOf(each).map(({ fix: { title } }) => ({
        title,
        shown: each.fixes.some((fix) => title.startsWith(fix.title)),
      })),
    ),
  );
  const shown = offered.filter((fix) => fix.shown).map(({ title }) => title);

  it('show the text after each kind of fix that their cases offer', () => {
    const kinds = new Set(shown.map(kindOfTitle));
    const missing = offered.map(({ title }) => kindOfTitle(title)).filter((kind) => !kinds.has(kind));
    assert.deepEqual([...new Set(missing)], []);
  });

  it('know each fix that stands in the rules', () => {
    const unseen = titlesInCode().filter((pattern) => !shown.some((title) => pattern.test(title)));
    assert.deepEqual(unseen, []);
  });
});

/** The titles of all fixes as the sources of the rules have them, each `${…}` standing for any text. */
function titlesInCode(): RegExp[] {
  const sources = ['server/src/rules', 'server/src/rules/fixes'].filter((path) => existsSync(path));
  const files = sources.flatMap((path) =>
    readdirSync(path)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${path}/${name}`, 'utf8')),
  );
  return files.flatMap((text) =>
    [...text.matchAll(/\btitle(?::| =)\s*(['"`])/g)].map(({ 0: before, 1: quote, index }) =>
      titlePattern(text.slice(index + before.length), quote ?? ''),
    ),
  );
}

/** The literal that begins here, up to its closing quote, as a pattern. */
function titlePattern(text: string, quote: string): RegExp {
  let pattern = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (depth === 0 && character === quote) break;
    if (quote === '`' && text.startsWith('${', at)) {
      if (depth++ === 0) pattern += '.+';
      at++;
    } else if (depth > 0 && character === '}') depth--;
    else if (depth === 0) pattern += character.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
  }
  return new RegExp(`^${pattern}$`);
}
