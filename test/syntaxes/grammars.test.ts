import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  parseGrammarTestCase,
  runGrammarTestCase,
  type TestFailure,
} from 'vscode-tmgrammar-test/dist/unit/index';
import { grammarRegistry, hasHostGrammars } from './grammarRegistry';

const folder = 'test/syntaxes';

/** Each file of this folder names its grammar and says under its lines which scopes the tokens above have. */
describe('the grammars', () => {
  for (const file of readdirSync(folder).filter((name) => /\.test\.(env|yaml|php)$/.test(name))) {
    it(`colour ${file} as it says`, async function () {
      const test = parseGrammarTestCase(readFileSync(path.join(folder, file), 'utf8'));
      if (test.metadata.scope !== 'source.dotenv' && !hasHostGrammars) {
        const missing = `${file} needs the grammars of VS Code, which npm test installs`;
        if (process.env['LARAVEL_K8S_REQUIRE_SHARED'] === '1') throw new Error(missing);
        console.log(`      skipped: ${missing}`);
        this.skip();
      }
      const registry = grammarRegistry();
      const failures = await runGrammarTestCase(registry, test);
      assert.equal(failures.map((failure) => describeFailure(file, failure)).join('\n'), '');
    });
  }
});

function describeFailure(file: string, failure: TestFailure): string {
  const at = `${file}:${failure.line + 1}:${failure.start + 1}`;
  return `${at} missing [${failure.missing}], unexpected [${failure.unexpected}], actual [${failure.actual}]`;
}
