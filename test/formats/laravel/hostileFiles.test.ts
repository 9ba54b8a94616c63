import assert from 'node:assert/strict';
import { evaluateFile } from './evaluation';

describe('hostile files', () => {
  it('are evaluated in bounded time and never throw', () => {
    const nested = (open: string, close: string, depth: number): string =>
      `<?php return ${open.repeat(depth)}1${close.repeat(depth)};`;
    const files = [
      nested('[', ']', 600),
      nested('(', ')', 600),
      nested('!', '', 600),
      nested("env('A', ", ')', 400),
      `<?php return ${"'a' . ".repeat(600)}'b';`,
      `<?php ${'if (1) { '.repeat(400)} return 1; ${'}'.repeat(400)}`,
      '<?php while (true) { $a[] = 1; }',
      '<?php $a = "x"; while (true) { $a .= $a; }',
      '<?php function f($x) { return f($x + 1); } return ["a" => f(0)];',
      '<?php $f = fn ($g) => $g($g); return [$f($f)];',
      '<?php for (;;) {} return 1;',
      "<?php return [str_repeat('x', 999999999), range(0, 999999999), array_fill_keys(foo(), 1)];",
      '<?php $a = []; foreach (explode(",", str_repeat(",", 60000)) as $x) foreach (explode(",", str_repeat(",", 60000)) as $y) $a[] = [$x, $y]; return $a;',
      '',
      '<?php',
      'no php',
      '<?php return',
      '<?php return [',
      "<?php return ['a' => ",
      '\u0000\ud800<?php return ["\ud800"];',
    ];
    for (const text of files) {
      const started = process.hrtime.bigint();
      const value = evaluateFile(text);
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      assert.ok(['known', 'array', 'unknown'].includes(value.kind));
      assert.ok(seconds < 5, `${text.slice(0, 60)} takes ${seconds} s`);
    }
  });
});
