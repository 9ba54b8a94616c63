import assert from 'node:assert/strict';
import { at } from '../../../server/src/formats/laravel/configValue';
import type { EvaluationContext } from '../../../server/src/formats/laravel/evaluate';
import { isFrameworkPlace } from '../../../server/src/formats/laravel/frameworkConfig';
import { loadConfig, type AppConfig } from '../../../server/src/formats/laravel/laravelConfig';
import { parseConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { sessionTarget, type SessionTarget } from '../../../server/src/formats/laravel/sessionTarget';
import { contextOf, toJson } from './oracles';
import { skeletonConfig } from './skeletons';

/** An app whose config files hold these PHP arrays. */
function app(files: Readonly<Record<string, string>>, frameworkMajor?: number): AppConfig {
  const parsed = Object.entries(files).map(
    ([name, array]) => [name, parseConfigFile(`config/${name}.php`, `<?php return ${array};`)] as const,
  );
  return { files: new Map(parsed), ...(frameworkMajor === undefined ? {} : { frameworkMajor }) };
}

function value(config: AppConfig, file: 'session' | 'cache' | 'database', ...path: string[]): unknown {
  const loaded = loadConfig(config, contextOf({}))[file];
  const found = loaded && at(loaded, ...path);
  return found && (found.kind === 'unknown' ? found.reason : toJson(found));
}

function target(env: Readonly<Record<string, string>>, version = '12.x'): SessionTarget {
  return sessionTarget(skeletonConfig(version, contextOf(env)), version === '12.x' ? 12 : 10);
}

describe("the framework's own config", () => {
  it('stands in for missing files from 11 on, and for missing keys', () => {
    assert.equal(value(app({}, 12), 'session', 'driver'), 'database');
    assert.equal(value(app({ session: "['driver' => 'file']" }, 11), 'session', 'driver'), 'file');
    assert.equal(value(app({ session: "['driver' => 'file']" }, 11), 'session', 'cookie'), 'laravel_session');
    assert.equal(value(app({}, 13), 'cache', 'prefix'), 'laravel-cache-');
    assert.equal(value(app({}, 12), 'database', 'connections', 'mysql', 'host'), '127.0.0.1');
    assert.equal(value(app({}, 12), 'database', 'redis', 'cache', 'database'), '1');
  });

  it('does not exist up to 10', () => {
    assert.equal(loadConfig(app({}, 10), contextOf({})).session, undefined);
    assert.equal(value(app({ session: "['driver' => 'file']" }, 10), 'session', 'cookie'), undefined);
    assert.equal(sessionTarget(loadConfig(app({}, 10), contextOf({})), 10).kind, 'none');
  });

  it('is merged one level deeper for connections and stores, but not for redis', () => {
    const config = app(
      {
        database:
          "['connections' => ['mysql' => ['driver' => 'mysql']], 'redis' => ['default' => ['host' => 'h']]]",
        cache: "['stores' => ['redis' => ['driver' => 'redis']]]",
      },
      12,
    );
    assert.deepEqual(value(config, 'database', 'connections', 'mysql'), { driver: 'mysql' });
    assert.equal(value(config, 'database', 'connections', 'pgsql', 'port'), '5432');
    assert.deepEqual(value(config, 'database', 'redis'), { default: { host: 'h' } });
    assert.equal(value(config, 'cache', 'stores', 'file', 'driver'), 'file');
  });

  it('is unknown together with the version', () => {
    assert.match(String(value(app({}), 'session', 'driver')), /version of laravel\/framework is not known/);
    assert.equal(value(app({ session: "['driver' => 'file']" }), 'session', 'driver'), 'file');
    assert.match(String(value(app({ session: "['driver' => 'file']" }), 'session', 'table')), /version/);
  });

  it('can be turned off, and is told apart from files of the workspace', () => {
    assert.equal(loadConfig({ ...app({}, 12), mergesFramework: false }, contextOf({})).session, undefined);
    const { session } = loadConfig(app({}, 12), contextOf({}));
    const driver = session && at(session, 'driver');
    assert.ok(driver && isFrameworkPlace(driver.because[0]?.at ?? { file: '', span: { start: 0, end: 0 } }));
  });

  it('is overridden by an unknown part of the file', () => {
    const config = app({ session: "array_merge(foo(), ['driver' => 'file'])" }, 12);
    assert.equal(value(config, 'session', 'driver'), 'file');
    assert.match(String(value(config, 'session', 'table')), /foo\(\) is not evaluated/);
  });

  it('lets a file see the config of earlier files only', () => {
    const config = app(
      {
        app: "['name' => env('APP_NAME', 'Shop')]",
        session:
          "['a' => config('app.name'), 'b' => config('zzz.x', 'later'), 'c' => config('session.a'), 'd' => config('other.x')]",
        zzz: "['x' => 1]",
      },
      10,
    );
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => value(config, 'session', key)),
      ['Shop', 'later', null],
    );
    assert.match(String(value(config, 'session', 'd')), /a file that is not there/);
    assert.equal(value({ ...config, complete: true }, 'session', 'd'), null);
  });
});

describe('the place where sessions live', () => {
  it('is the framework default: files up to 10, a sqlite file from 11', () => {
    const old = target({}, '10.x');
    assert.ok(old.kind === 'files' && old.directory);
    assert.equal(toJson(old.directory), '<base>/storage/framework/sessions');
    const recent = target({});
    assert.ok(recent.kind === 'database' && recent.connection.driver);
    assert.equal(toJson(recent.connection.driver), 'sqlite');
    assert.deepEqual(recent.connection.hosts, []);
  });

  it('is the default Redis connection, or the one that SESSION_CONNECTION names', () => {
    const plain = target({ SESSION_DRIVER: 'redis', REDIS_HOST: 'r' });
    assert.ok(plain.kind === 'redis');
    assert.deepEqual([plain.connection.name, plain.store.kind], ['default', 'store']);
    assert.deepEqual(
      plain.because.map(({ what, name }) => `${what} ${name}`),
      ['env SESSION_DRIVER'],
    );
    const named = target({ SESSION_DRIVER: 'redis', SESSION_CONNECTION: 'nope' });
    assert.ok(named.kind === 'redis');
    assert.equal(named.connection.problem?.message, 'Redis connection [nope] not configured.');
    assert.equal(named.connectionName?.because[0]?.name, 'SESSION_CONNECTION');
  });

  it('is broken in the words of Laravel', () => {
    const message = (env: Record<string, string>): string => {
      const broken = target(env);
      return broken.kind === 'broken' ? `${broken.problem}: ${broken.message}` : broken.kind;
    };
    assert.match(message({ SESSION_DRIVER: '' }), /^driver-empty: Too few arguments/);
    assert.equal(message({ SESSION_DRIVER: 'foo' }), 'driver-unknown: Driver [foo] not supported.');
    assert.equal(
      message({ SESSION_DRIVER: 'redis', SESSION_STORE: 'x' }),
      'store-missing: Cache store [x] is not defined.',
    );
    assert.match(message({ SESSION_DRIVER: 'redis', SESSION_STORE: 'file' }), /^store-not-redis/);
  });

  it('is a cache store of any kind for the drivers that are based on one', () => {
    const store = (env: Record<string, string>): string => {
      const found = target(env);
      return found.kind === 'cache' && found.store.kind === 'store'
        ? `${found.store.name} ${found.store.driver}`
        : found.kind;
    };
    assert.equal(store({ SESSION_DRIVER: 'memcached' }), 'memcached memcached');
    assert.equal(store({ SESSION_DRIVER: 'memcached', SESSION_STORE: 'file' }), 'file file');
    assert.equal(store({ SESSION_DRIVER: 'dynamodb' }), 'dynamodb dynamodb');
  });

  it('is unknown as soon as something on the way is', () => {
    const context: EvaluationContext = {
      env: (name) =>
        name === 'SESSION_DRIVER' ? { state: 'unknown', reason: 'sealed' } : { state: 'unset' },
    };
    const found = sessionTarget(skeletonConfig('12.x', context), 12);
    assert.ok(found.kind === 'unknown');
    assert.deepEqual([found.reason, found.driver], ['sealed', undefined]);
  });

  it('may be a database with several servers', () => {
    const config = app(
      {
        session: "['driver' => 'database', 'connection' => 'split', 'table' => 's']",
        database: `['connections' => ['split' => [
          'driver' => 'mysql', 'read' => ['host' => ['r1', 'r2']], 'write' => ['host' => env('DB_HOST', 'w')], 'port' => 3306,
        ]]]`,
      },
      10,
    );
    const found = sessionTarget(loadConfig(config, contextOf({})), 10);
    assert.ok(found.kind === 'database');
    assert.deepEqual(found.connection.hosts.map(toJson), ['r1', 'r2', 'w']);
  });

  it('is the driver that the app registers itself', () => {
    const config = skeletonConfig('12.x', contextOf({ SESSION_DRIVER: 'mongo' }));
    assert.equal(sessionTarget(config, 12, { session: ['mongo'] }).kind, 'custom');
  });
});
