import assert from 'node:assert/strict';
import { at } from '../../../server/src/formats/laravel/evaluate';
import { assertKnown, assertUnknown, evaluate, evaluateFile, hidden } from './evaluation';
import { contextOf, toJson } from './oracles';

/** The steps of an expression: what, the name, and the text that stands there. */
function stepsOf(expression: string, env: Readonly<Record<string, string>> = {}): string[] {
  const text = `<?php return ['x' => ${expression}];`;
  const value = at(evaluateFile(text, contextOf(env, 12)), 'x');
  return (value?.because ?? []).map(({ what, name, at: { span } }) =>
    [what, ...(name === undefined ? [] : [name]), text.slice(span.start, span.end)].join(' '),
  );
}

describe('where a value comes from', () => {
  it('is the variable that is set, at the literal of its name', () => {
    assert.deepEqual(stepsOf("env('A', 'x')", { A: '1' }), ["env A 'A'"]);
  });

  it('is the default when the variable is not set', () => {
    assert.deepEqual(stepsOf("env('A', 'x')"), ["default A 'x'", "unset A 'A'"]);
    assert.deepEqual(stepsOf("env('A')"), ["unset A 'A'"]);
  });

  it('is the inner variable of nested calls, with the outer one behind it', () => {
    assert.deepEqual(stepsOf("env('A', env('B', 'x'))", { B: '1' }), ["env B 'B'", "unset A 'A'"]);
    assert.deepEqual(stepsOf("env('A', env('B', 'x'))"), ["default B 'x'", "unset B 'B'", "unset A 'A'"]);
  });

  it('passes through casts and functions of one variable', () => {
    assert.equal(stepsOf("(int) env('A', 120)", { A: '5' })[0], "env A 'A'");
    assert.equal(stepsOf("trim(strtolower(env('A', 'x')))")[0], "default A 'x'");
    assert.equal(stepsOf("env('A') ?: 'x'", { A: '5' })[0], "env A 'A'");
    assert.deepEqual(stepsOf("env('A') ?: 'x'"), ["literal 'x'", "unset A 'A'"]);
  });

  it('is the whole expression when several variables make it', () => {
    const steps = stepsOf("env('H', 'h').':'.env('P', 1)", { H: 'a' });
    assert.equal(steps[0], "expression env('H', 'h').':'.env('P', 1)");
    assert.ok(steps.includes("env H 'H'") && steps.includes('default P 1'));
  });

  it('names the condition behind the branch that won', () => {
    const steps = stepsOf("env('APP_ENV') === 'production' ? 'redis' : 'file'", { APP_ENV: 'production' });
    assert.deepEqual(steps.slice(0, 2), ["literal 'redis'", "env APP_ENV 'APP_ENV'"]);
  });

  it('is a computed default as a whole, when it is one', () => {
    const steps = stepsOf("env('C', Str::slug(env('APP_NAME', 'laravel'), '_').'_session')");
    assert.equal(steps[0], "default C Str::slug(env('APP_NAME', 'laravel'), '_').'_session'");
    assert.ok(steps.includes("unset APP_NAME 'APP_NAME'"));
  });
});

describe('what cannot be evaluated', () => {
  it('is unknown with its place and reason, and leaves the rest alone', () => {
    const text = "<?php return ['a' => gethostname(), 'b' => 'known', 'c' => 'x'.foo()];";
    const value = evaluateFile(text);
    const a = at(value, 'a');
    assert.ok(a?.kind === 'unknown');
    assert.equal(text.slice(a.at.span.start, a.at.span.end), 'gethostname()');
    assert.match(a.reason, /gethostname\(\) is not evaluated/);
    assert.deepEqual(toJson(at(value, 'b') ?? value), 'known');
    assert.equal(at(value, 'c')?.kind, 'unknown');
  });

  it('stays open only as far as it matters', () => {
    assertKnown("env('HIDDEN') ? 'same' : 'same'", 'same', hidden());
    assertKnown("env('HIDDEN') && false", false, hidden());
    assertKnown("env('HIDDEN') || true", true, hidden());
    assertKnown("env('A', env('HIDDEN'))", 'set', hidden({ A: 'set' }));
    assertKnown("'x' ?? env('HIDDEN')", 'x', hidden());
    assertUnknown(
      "env('HIDDEN') ? 'a' : 'b'",
      /depends on a condition that is not known: its Secret is sealed/,
      hidden(),
    );
    assertUnknown("env('HIDDEN', 'x')", /^its Secret is sealed$/, hidden());
    assertUnknown("'redis://'.env('HIDDEN')", /its Secret is sealed/, hidden());
  });

  it('keeps what every branch agrees on', () => {
    const value = evaluate("env('HIDDEN') ? ['h' => 1, 'p' => 2] : ['h' => 1, 'p' => 3, 'q' => 4]", hidden());
    const json = (key: string): unknown => {
      const entry = at(value, key);
      return entry && (entry.kind === 'known' ? entry.value : entry.kind);
    };
    assert.deepEqual([json('h'), json('p'), json('q'), json('z')], [1, 'unknown', 'unknown', 'unknown']);
  });

  it('spoils of a merge only what it can have changed', () => {
    const value = evaluate("array_merge(['a' => 1, 'b' => 2], foo(), ['b' => 3])");
    assert.equal(at(value, 'a')?.kind, 'unknown');
    assert.deepEqual(at(value, 'b') && toJson(at(value, 'b') ?? value), 3);
    assert.equal(at(value, 'elsewhere')?.kind, 'unknown');
    const spread = evaluate("['a' => 1, ...foo(), 'b' => 3]");
    assert.equal(at(spread, 'a')?.kind, 'unknown');
    assert.equal(at(spread, 'b')?.kind, 'known');
    const union = evaluate("['a' => 1] + foo()");
    assert.equal(at(union, 'a')?.kind, 'known');
    assert.equal(at(union, 'b')?.kind, 'unknown');
  });

  it('is a constant, class or extension that these files do not show', () => {
    assertUnknown('MY_CONSTANT', /the constant MY_CONSTANT is not known/);
    assertUnknown('App\\Enums\\Driver::REDIS', /App\\Enums\\Driver::REDIS/);
    assertUnknown("extension_loaded('redis') ? 'phpredis' : 'predis'", /extension_loaded/);
    assertUnknown('PHP_VERSION_ID >= 80000 ? 1 : 2', /PHP_VERSION_ID/);
    assertUnknown("config('app.name')", /belongs to another file/);
    assertKnown('App\\Enums\\Driver::class', 'App\\Enums\\Driver');
  });

  it('does not let an unknown number of a driver hide the names beside it', () => {
    const value = evaluate("['host' => 'h', PDO::MYSQL_ATTR_SSL_CA => '/x', 'port' => 1]");
    assert.deepEqual([at(value, 'host')?.kind, at(value, 'port')?.kind], ['known', 'known']);
    assert.equal(at(evaluate("['host' => 'h', App\\X::Y => 'z']"), 'host')?.kind, 'unknown');
  });
});
