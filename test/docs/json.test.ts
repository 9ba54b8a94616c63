import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

describe('docs/json.md', () => {
  it('shows what the schema allows', () => {
    const sample = /^```json\n(.*?)^```/ms.exec(readFileSync('docs/json.md', 'utf8'))?.[1] ?? '';
    const ajv = new Ajv();
    const validate = ajv.compile(JSON.parse(readFileSync('docs/schema/check.schema.json', 'utf8')));
    assert.ok(validate(JSON.parse(sample)), ajv.errorsText(validate.errors));
  });
});
