import assert from 'node:assert/strict';
import { at, type EvaluationContext } from '../../../server/src/formats/laravel/evaluate';
import { assertKnown, assertUnknown, evaluate, evaluateFile, hidden } from './evaluation';
import { contextOf, toJson } from './oracles';

describe('PHP in config files', () => {
  it('compares as PHP 8 does, and on older Laravel says nothing where PHP 7 differs', () => {
    assertKnown("'abc' == 0", false);
    assertKnown("'1' == '01'", true);
    assertKnown("'10' == '1e1'", true);
    assertKnown("null == ''", true);
    assertKnown('null == false', true);
    assertKnown("'0' == false", true);
    assertKnown("'a' == true", true);
    assertKnown('[] == false', true);
    assertKnown('1 <=> 2', -1);
    assertKnown("'abc' < 'abd'", true);
    assertUnknown("'abc' == 0", /comparison/, contextOf({}, 8));
  });

  it('converts as PHP does', () => {
    assertKnown("(int) '12abc'", 12);
    assertKnown("(int) '1e3'", 1000);
    assertKnown("(bool) 'off'", true);
    assertKnown("(bool) '0'", false);
    assertKnown('(string) false', '');
    assertKnown("'a' . 1.5", 'a1.5');
    assertKnown("'a' . 0.1 + 0.2 . 'b'", 'a0.3b');
    assertKnown("1.0 . ''", '1');
    assertKnown("1e25 . ''", '1.0E+25');
    assertKnown('7 / 2', 3.5);
    assertKnown('6 / 2', 3);
    assertKnown('-7 % 3', -1);
    assertKnown('2 ** 3', 8);
    assertKnown('-2 ** 2', -4);
    assertKnown('0x1F + 0b11 + 0o17 + 017', 64);
    assertKnown("['1' => 'a', 1 => 'b', true => 'c', '01' => 'd']", { '1': 'c', '01': 'd' });
    assertUnknown("'abc' * 2", /Unsupported operand types/);
    assertUnknown('1 / 0', /Division by zero/);
  });

  it('follows precedence', () => {
    assertKnown("env('A') ?? 'x' . 'y'", 'xy');
    assertKnown('true || false && false', true);
    assertKnown("! env('A') === true", true);
    assertKnown("env('A') == null ? 'a' : 'b' . 'c'", 'a');
  });

  it('reads strings of every kind', () => {
    const text = `<?php
$h = ['name' => 'redis', 'deep' => ['p' => 6379]];
$n = 0;
$list = ['zero'];
return [
    'curly' => "{$h['name']}:{$h['deep']['p']}",
    'simple' => "$h[name] $list[$n] $list[0]",
    'escapes' => "\\x41\\u{e9}\\t\\$n\\101",
    'single' => 'a\\'b\\\\c\\n',
    'heredoc' => <<<EOT
        tcp://{$h['name']}
          :$h[name] \\$x
        EOT,
    'nowdoc' => <<<'EOT'
    $raw {$x}
    EOT,
];`;
    assert.deepEqual(toJson(evaluateFile(text)), {
      curly: 'redis:6379',
      simple: 'redis zero zero',
      escapes: 'Aé\t$nA',
      single: "a'b\\c\\n",
      heredoc: 'tcp://redis\n  :redis $x',
      nowdoc: '$raw {$x}',
    });
  });

  it('follows imports and aliases', () => {
    const text = `<?php
namespace App\\Config;
use Illuminate\\Support\\{Str as S, Env};
use function env as e;
return [S::slug('A b'), Env::get('A'), e('A'), \\env('A'), ENV('A'), \\Illuminate\\Support\\Str::upper('a'), S::class];`;
    assert.deepEqual(toJson(evaluateFile(text, contextOf({ A: 'x' }, 12))), [
      'a-b',
      'x',
      'x',
      'x',
      'x',
      'A',
      'Illuminate\\Support\\Str',
    ]);
  });

  it('follows functions, closures and constants of the file', () => {
    const text = `<?php
const PREFIX = 'p:';
define('SUFFIX', ':s');
function host(string $name, $port = 6379) { return PREFIX . $name . ':' . $port . SUFFIX; }
class Settings { const DRIVER = 'redis'; public static function path($x) { return "/$x"; } }
$make = function ($db) use (&$seen) { return ['host' => host('h'), 'db' => $db]; };
$twice = fn (...$all) => count($all);
return ['a' => $make(3), 'b' => Settings::DRIVER, 'c' => Settings::path('p'), 'd' => $twice(1, 2), 'e' => host('g', port: 1)];`;
    const value = evaluateFile(text);
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((key) => toJson(at(value, key) ?? value)),
      [{ host: 'p:h:6379:s', db: 3 }, 'redis', '/p', 2],
    );
    assert.equal(at(value, 'e')?.kind, 'unknown');
  });

  it('follows if, switch, loops and early returns', () => {
    const text = `<?php
if (env('APP_ENV') === 'testing') {
    return ['driver' => 'array'];
} elseif (env('APP_ENV') === 'local'):
endif;
$nodes = [];
foreach (explode(',', env('NODES', 'a:1,b:2')) as $i => $node) {
    if ($node === '') continue;
    [$host, $port] = explode(':', $node);
    $nodes["n$i"] = compact('host', 'port');
}
for ($i = 0; $i < 3; $i++) { $nodes['count'] = $i; }
while (count($nodes) < 5) { $nodes[] = 'more'; }
return ['driver' => 'redis', 'nodes' => $nodes];`;
    const plain = text.replace(" elseif (env('APP_ENV') === 'local'):\nendif;", '');
    assert.deepEqual(toJson(evaluateFile(plain, contextOf({ APP_ENV: 'testing' }))), { driver: 'array' });
    assert.deepEqual(toJson(evaluateFile(plain)), {
      driver: 'redis',
      nodes: {
        n0: { host: 'a', port: '1' },
        n1: { host: 'b', port: '2' },
        count: 2,
        '0': 'more',
        '1': 'more',
      },
    });
  });

  it('joins the ways of a condition that is not known', () => {
    const text = `<?php
$driver = 'file'; $same = 1;
if (env('HIDDEN')) { $driver = 'redis'; $same = 1; }
if (env('HIDDEN') === 'x') { return ['driver' => 'array', 'same' => 1, 'only' => 2]; }
return ['driver' => $driver, 'same' => $same];`;
    const value = evaluateFile(text, hidden());
    assert.deepEqual(
      ['driver', 'same', 'only'].map((key) => at(value, key)?.kind),
      ['unknown', 'known', 'unknown'],
    );
  });

  it('gives up a loop that it cannot follow, and nothing else', () => {
    const text = `<?php
$a = 1; $b = 2;
foreach (foo() as $x) { $a = $x; }
return ['a' => $a, 'b' => $b];`;
    const value = evaluateFile(text);
    assert.deepEqual([at(value, 'a')?.kind, at(value, 'b')?.kind], ['unknown', 'known']);
  });

  it('knows that references, includes and extract() change variables', () => {
    const kinds = (code: string): unknown =>
      at(evaluateFile(`<?php $a = 'x'; ${code} return ['a' => $a];`), 'a')?.kind;
    assert.equal(kinds('sort($a);'), 'unknown');
    assert.equal(kinds('$b = &$a; $b = 2;'), 'unknown');
    assert.equal(kinds("require __DIR__.'/other.php';"), 'unknown');
    assert.equal(kinds('extract(foo());'), 'unknown');
    assert.equal(kinds('try { $a = foo(); } catch (E $e) {}'), 'unknown');
    assert.equal(kinds('strlen($a);'), 'known');
  });

  it('knows that a reference goes on changing a variable', () => {
    const kind = (code: string): unknown => at(evaluateFile(`<?php ${code} return ['a' => $a];`), 'a')?.kind;
    assert.equal(kind('$b = &$a; $a = 1; $b = 2;'), 'unknown');
    assert.equal(kind('$f = function () use (&$a) { $a = 2; }; $a = 1; $f();'), 'unknown');
    assert.equal(kind('$a = [1]; foreach ($a as &$v) {} $v = 3;'), 'unknown');
  });

  it('stops where strict types make PHP stop', () => {
    const kind = (declare: string): unknown =>
      at(evaluateFile(`<?php ${declare} return ['a' => explode(',', env('A'))];`), 'a')?.kind;
    assert.equal(kind(''), 'array');
    assert.equal(kind('declare(strict_types=1);'), 'unknown');
  });

  it('does not take over what only a possible way defines', () => {
    const kind = (code: string): unknown => at(evaluateFile(`<?php ${code} ];`), 'a')?.kind;
    assert.equal(
      kind("if (! function_exists('f')) { function f() { return 1; } } return ['a' => f()"),
      'unknown',
    );
    assert.equal(kind("defined('X') || define('X', 1); return ['a' => X"), 'unknown');
    assert.equal(kind("if (foo()) { putenv('A=1'); } return ['a' => getenv('A')"), 'unknown');
    assert.equal(kind("define('X', 1); function f() { return X; } return ['a' => f()"), 'known');
  });

  it('calls the usual functions', () => {
    assertKnown("array_map(fn ($h) => trim($h), explode(',', ' a, b'))", ['a', 'b']);
    assertKnown("array_map('trim', explode(',', ' a, b'))", ['a', 'b']);
    assertKnown("array_filter(['a' => 1, 'b' => null, 'c' => ''])", { a: 1 });
    assertKnown("array_values(array_filter(['', 'x', 'y'], fn ($v) => $v !== 'x'))", ['', 'y']);
    assertKnown("array_merge([1, 2], ['a' => 1], [3])", { '0': 1, '1': 2, a: 1, '2': 3 });
    assertKnown("implode('-', ['a', 1, true])", 'a-1-1');
    assertKnown("sprintf('%05.2f|%-4s|%04d|%%|%2$s', 3.14159, 'ab', 7)", '03.14|ab  |0007|%|ab');
    assertKnown("parse_url('redis://:p@h:1/2?x=1')", {
      scheme: 'redis',
      host: 'h',
      port: 1,
      user: '',
      pass: 'p',
      path: '/2',
      query: 'x=1',
    });
    assertKnown("Str::of('My App')->slug('_')->append('_x')->value()", 'my_app_x');
    assertKnown("Str::snake('fooBar Baz')", 'foo_bar_baz');
    assertKnown("Str::studly('foo-bar_baz')", 'FooBarBaz');
    assertKnown("Str::slug('Grüße an Łódź @home')", 'grusse-an-lodz-at-home');
    assertKnown("Str::finish('a', '/')", 'a/');
    assertKnown("filter_var('yes', FILTER_VALIDATE_BOOL)", true);
    assertKnown("filter_var('maybe', FILTER_VALIDATE_BOOLEAN, FILTER_NULL_ON_FAILURE)", null);
    assertKnown("filter_var('12', FILTER_VALIDATE_INT)", 12);
    assertKnown("basename('/a/b.php', '.php')", 'b');
    assertKnown('dirname(__DIR__)', '<base>');
    assertKnown("storage_path('framework/sessions')", '<base>/storage/framework/sessions');
    assertKnown("data_get(['a' => ['b' => null]], 'a.b', 'x')", null);
    assertKnown("str_slug('A B', '_')", 'a_b', contextOf({}, 5.8));
    assertUnknown(
      "storage_path('x')",
      /LARAVEL_STORAGE_PATH/,
      contextOf({ LARAVEL_STORAGE_PATH: '/data' }, 12),
    );
  });

  it('reads the environment by its other ways', () => {
    const context = contextOf({ A: 'true', B: '' }, 12);
    assertKnown("getenv('A')", 'true', context);
    assertKnown("getenv('NO')", false, context);
    assertKnown("$_SERVER['A'] ?? 'x'", 'true', context);
    assertKnown("$_SERVER['NO'] ?? 'x'", 'x', context);
    assertKnown("$_ENV['NO'] ?? 'x'", 'x', context);
    assertUnknown("$_ENV['A'] ?? 'x'", /variables_order/, context);
    assertUnknown("$_SERVER['HTTP_HOST'] ?? 'x'", /belongs to the request/, context);
    assertKnown("Env::getOrFail('A')", true, context);
  });

  it('sees config of earlier files', () => {
    const context: EvaluationContext = {
      ...contextOf({}, 12),
      config: (key) => (key === 'app.name' ? evaluate("env('APP_NAME', 'Shop')") : undefined),
    };
    assertKnown("config('app.name').'_x'", 'Shop_x', context);
    assertKnown("config('app.nothing', 'd')", 'd', context);
  });
});
