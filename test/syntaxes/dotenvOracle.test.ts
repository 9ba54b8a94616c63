import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { grammarRegistry } from './grammarRegistry';

/** What phpdotenv 5 itself made of a text; `error` is its message. */
interface OracleCase {
  readonly name: string;
  readonly input: string;
  readonly error: string | null;
}

describe('the dotenv grammar beside phpdotenv', () => {
  const cases = JSON.parse(readFileSync('test/formats/dotenv/oracle.json', 'utf8')) as OracleCase[];
  const registry = grammarRegistry();

  for (const { name, input, error } of cases) {
    it(`marks an error ${error === null ? 'nowhere' : 'somewhere'}: ${name}`, async () => {
      const grammar = await registry.loadGrammar('source.dotenv');
      assert.ok(grammar);
      let state: ReturnType<typeof grammar.tokenizeLine>['ruleStack'] | null = null;
      const marked: string[] = [];
      for (const line of input.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
        state = ruleStack;
        for (const token of tokens) {
          const invalid = token.scopes.some((scope) => scope.startsWith('invalid.illegal'));
          if (invalid) marked.push(line.slice(token.startIndex, token.endIndex));
        }
      }
      assert.equal(marked.length > 0, error !== null, `marked: ${JSON.stringify(marked)}`);
    });
  }
});
