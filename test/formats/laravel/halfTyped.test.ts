import assert from 'node:assert/strict';
import type { ConfigValue } from '../../../server/src/formats/laravel/configValue';
import { evaluateConfig } from '../../../server/src/formats/laravel/evaluate';
import { parseConfigFile, type ConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { contextOf } from './oracles';
import { skeletonText } from './skeletons';

/** Parses and evaluates, and checks that every place lies in the text. */
function assertSound(text: string): ConfigFile {
  const file = parseConfigFile('config/x.php', text);
  const spans = [
    ...file.problems.map(({ at }) => at.span),
    ...file.envCalls.flatMap((call) => [
      call.at.span,
      call.callAt.span,
      ...(call.default ? [call.default.at.span] : []),
    ]),
    ...file.keys.flatMap((key) => [key.at.span, key.valueAt.span]),
    ...file.arrays.map(({ at }) => at.span),
  ];
  for (const { start, end } of spans)
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end}`);
  for (const call of file.envCalls) {
    assert.equal(text.slice(call.at.span.start + 1, call.at.span.end - 1), call.name);
    if (call.default)
      assert.equal(text.slice(call.default.at.span.start, call.default.at.span.end), call.default.text);
  }
  const value = evaluateConfig(file, contextOf({}, 12));
  const places = value.kind === 'known' ? [] : [value.at];
  for (const { span } of [...places, ...value.because.map((step) => step.at)])
    assert.ok(span.end <= text.length);
  return file;
}

/** What a keyboard does to one line of a config file. */
const edits: Readonly<Record<string, (line: string) => string>> = {
  'without its last character': (line) => line.slice(0, -1),
  'cut in half': (line) => line.slice(0, line.length / 2),
  'without its first quote': (line) => line.replace(/['"]/, ''),
  'without its last quote': (line) => line.replace(/(.*)['"]/, '$1'),
  'without its opening parenthesis': (line) => line.replace('(', ''),
  'without its closing parenthesis': (line) => line.replace(/(.*)\)/, '$1'),
  'without its arrow': (line) => line.replace('=>', ''),
  'with a quote at its end': (line) => `${line}'`,
  'with an open string behind it': (line) => `${line}\n    'new`,
  'with an open key behind it': (line) => `${line}\n    'new' => `,
  'with an open call behind it': (line) => `${line}\n    'new' => env('`,
  'with an open bracket behind it': (line) => `${line}\n    'new' => [`,
  'with half an operator behind it': (line) => `${line}\n    'new' => env('A') ?`,
};

describe('half-typed config files', () => {
  it('parse at every prefix, with all places inside of the text', () => {
    const session = skeletonText('12.x', 'session');
    for (let length = 0; length <= session.length; length++) assertSound(session.slice(0, length));
    const database = skeletonText('10.x', 'database');
    for (let length = 0; length <= database.length; length += 41) assertSound(database.slice(0, length));
  });

  it('keep nearly all env calls of the lines that are not being typed', () => {
    let kept = 0;
    let all = 0;
    const worst: string[] = [];
    for (const [name, step] of [
      ['session', 2],
      ['cache', 7],
      ['database', 19],
    ] as const) {
      const lines = skeletonText('12.x', name).split('\n');
      for (let number = 4; number < lines.length - 2; number += step) {
        const line = lines[number] ?? '';
        if (line.trim() === '') continue;
        const without = [...lines.slice(0, number), '', ...lines.slice(number + 1)].join('\n');
        const others = parseConfigFile('x', without);
        for (const [edit, change] of Object.entries(edits)) {
          const changed = [...lines.slice(0, number), change(line), ...lines.slice(number + 1)].join('\n');
          const found = new Map<string, number>();
          for (const { name: variable } of parseConfigFile('x', changed).envCalls) {
            found.set(variable, (found.get(variable) ?? 0) + 1);
          }
          let lost = 0;
          for (const { name: variable } of others.envCalls) {
            const count = found.get(variable) ?? 0;
            if (count === 0) lost++;
            found.set(variable, count - 1);
          }
          all += others.envCalls.length;
          kept += others.envCalls.length - lost;
          if (lost > 3) worst.push(`${name}:${number + 1} ${edit} loses ${lost}`);
        }
      }
    }
    const share = kept / all;
    console.log(`      ${(share * 100).toFixed(2)} % of ${all} env calls kept`);
    assert.ok(share > 0.97, worst.slice(0, 20).join('\n'));
  });

  it('say nothing false: what the edit may have swallowed is unknown or missing, never another value', () => {
    const lines = skeletonText('12.x', 'session').split('\n');
    const whole = parseConfigFile('x', lines.join('\n'));
    const expected = evaluateConfig(whole, contextOf({}, 12));
    assert.ok(expected.kind === 'array');
    for (let number = 4; number < lines.length - 2; number++) {
      for (const [edit, change] of Object.entries(edits)) {
        const changed = [...lines.slice(0, number), change(lines[number] ?? ''), ...lines.slice(number + 1)];
        const file = parseConfigFile('x', changed.join('\n'));
        const value = evaluateConfig(file, contextOf({}, 12));
        if (file.problems.length === 0 || value.kind !== 'array') continue;
        for (const [key, entry] of value.entries) {
          const before: ConfigValue | undefined = expected.entries.get(key)?.value;
          if (entry.value.kind !== 'known' || before?.kind !== 'known') continue;
          const edited = (lines[number] ?? '').includes(`'${key}' =>`);
          if (!edited) assert.equal(entry.value.value, before.value, `line ${number + 1} ${edit}: ${key}`);
        }
      }
    }
  });
});
