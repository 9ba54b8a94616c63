import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyseFiles } from '../../server/src/analysis/analyse';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { parseYaml } from '../../server/src/formats/yaml/parseYaml';
import { toData } from '../../server/src/formats/yaml/walk';
import { rules } from '../../server/src/rules/registry';
import { readFixture } from '../support/fixture';
import { memoryHost } from '../support/memoryHost';

const FILE = '.laravel-k8s.yaml';
const ajv = new Ajv({ allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync('docs/schema/settings.schema.json', 'utf8')) as object);

/** Off without quotes is a text to YAML 1.2, which is what editors read. */
function isValid(text: string): boolean {
  const root = parseYaml(FILE, text.replace(/: off\b/g, ": 'off'")).documents[0]?.root;
  return validate(root ? JSON.parse(JSON.stringify(toData(root))) : null);
}

/** What the reader of the settings says that is no matter of other files. */
function complaints(text: string): string[] {
  const store = new FileStore(memoryHost(new Map([[FILE, text]])));
  return analyseFiles(store, DEFAULT_SETTINGS)
    .findings.filter(
      ({ rule, message }) => rule === 'settings-invalid' && !/^(No|There is no directory)/.test(message),
    )
    .map(({ message }) => message);
}

const page = readFileSync('docs/settings.md', 'utf8');
const sample = /^```yaml\n(.*?)^```/ms.exec(page)?.[1] ?? '';

describe('docs/settings.md', () => {
  it('shows settings that the reader and the schema take', () => {
    assert.deepEqual(complaints(sample), []);
    assert.ok(isValid(sample), ajv.errorsText(validate.errors));
  });

  it('has a part for each key, and the sample a value', () => {
    const keys = Object.keys((validate.schema as { properties: object }).properties);
    for (const key of keys) {
      assert.match(page, new RegExp(`^## \`${key}\`$`, 'm'));
      assert.match(sample, new RegExp(`^${key}:`, 'm'));
    }
  });
});

describe('the schema of the settings', () => {
  it('knows every rule', () => {
    for (const { id } of rules) assert.ok(isValid(`rules: { ${id}: 'warning' }`), id);
  });

  it('agrees with the reader on what the fixture shows', () => {
    const cases = readFixture(readFileSync('test/rules/settings-invalid.md', 'utf8'));
    for (const { name, files } of cases) {
      const text = files.get(FILE) ?? '';
      if (/no YAML/.test(name)) continue;
      assert.equal(isValid(text), complaints(text).length === 0, name);
    }
  });

  it('is what the extension gives to editors', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { yamlValidation: { fileMatch: string[]; url: string }[] };
    };
    const [first] = contributes.yamlValidation;
    assert.ok(first?.fileMatch.includes(FILE));
    assert.equal(first?.url, './docs/schema/settings.schema.json');
    assert.match(readFileSync('.vscodeignore', 'utf8'), /^!docs\/schema\/settings\.schema\.json$/m);
  });
});
