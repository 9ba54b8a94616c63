import assert from 'node:assert/strict';
import { at, type ConfigValue } from '../../../server/src/formats/laravel/configValue';
import { databaseConnection } from '../../../server/src/formats/laravel/databaseConnection';
import type { LaravelConfig } from '../../../server/src/formats/laravel/laravelConfig';
import { redisConnection, type RedisConnection } from '../../../server/src/formats/laravel/redisConnection';
import { sessionTarget, type SessionTarget } from '../../../server/src/formats/laravel/sessionTarget';
import { contextOf, oracle, toJson } from './oracles';
import { skeletonConfig, skeletonFiles, skeletonVersions } from './skeletons';

type Json = Record<string, unknown>;

interface ConfigCase {
  readonly version: string;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly expected: Readonly<Record<string, Json>>;
}

/** Their environment comes out of `.env` files and caches that the recording does not hold. */
const otherSources = /dotenv|^real env empty|^config cached/;

const cases = oracle<ConfigCase>('config').filter(({ name }) => !otherSources.test(name));

describe('the loaded config, against what Laravel loaded', () => {
  for (const version of Object.keys(skeletonVersions)) {
    const own = cases.filter((one) => one.version === version);

    it(`is the same in Laravel ${version}`, () => {
      assert.ok(own.length > 30);
      for (const one of own) {
        const config = skeletonConfig(version, contextOf(one.env));
        assert.deepEqual(configJson(config), withoutDerived(one.expected), `${version}: ${one.name}`);
      }
    });

    it(`leads to the same Redis and database connections in Laravel ${version}`, () => {
      for (const one of own) {
        const framework = skeletonVersions[version];
        const { database } = skeletonConfig(version, contextOf(one.env));
        const redis = one.expected['redisEffective'] ?? {};
        const label = `${version}: ${one.name}`;
        for (const [name, expected] of Object.entries(redis['connections'] as Record<string, Json>)) {
          assertRedis(redisConnection(database, name, framework), expected, `${label}, ${name}`);
        }
        assert.equal(valueOf(redisConnection(database, 'default', framework).client), redis['client'], label);
        const effective = one.expected['database']?.['effective'] as Json | undefined;
        const connection = databaseConnection(database, undefined, framework);
        if (!effective) {
          assert.equal(connection.problem?.kind, 'not-configured', label);
          continue;
        }
        assert.equal(connection.problem, undefined, label);
        assert.deepEqual(
          [
            connection.driver,
            connection.hosts[0],
            connection.port,
            connection.database,
            connection.username,
          ].map((value) => value && valueOf(value)),
          ['driver', 'host', 'port', 'database', 'username'].map((key) => effective[key]),
          label,
        );
      }
    });

    it(`leads to the same session store in Laravel ${version}`, () => {
      for (const one of own) {
        const framework = skeletonVersions[version];
        const target = sessionTarget(skeletonConfig(version, contextOf(one.env)), framework);
        assertTarget(target, one.expected['sessionEffective'] ?? {}, `${version}: ${one.name}`);
      }
    });
  }

  it('has the env calls of the real files', () => {
    interface Call {
      readonly version: string;
      readonly file: string;
      readonly name: string;
      readonly default: string | null;
    }
    for (const version of Object.keys(skeletonVersions)) {
      for (const [name, file] of skeletonFiles(version)) {
        const expected = oracle<Call>('env-calls')
          .filter((call) => call.version === version && call.file === `config/${name}.php`)
          .map((call) => `${call.name} ${call.default ?? ''}`);
        const found = file.envCalls.map((call) => `${call.name} ${call.default?.text ?? ''}`);
        assert.deepEqual(found, expected, `${version} ${name}`);
      }
    }
  });
});

function configJson({ session, database, cache }: LaravelConfig): unknown {
  assert.ok(session && database && cache);
  const { lottery: _, ...sessionJson } = objectOf(session);
  const connection = at(database, 'connections', String(valueOf(at(database, 'default')) ?? ''));
  const redis = at(database, 'redis');
  const stores = at(cache, 'stores');
  assert.ok(redis && stores?.kind === 'array');
  return {
    session: sessionJson,
    database: {
      default: valueOf(at(database, 'default')),
      connection: connection ? pick(connection, databaseKeys) : null,
    },
    redis: objectOf(redis),
    cache: {
      default: valueOf(at(cache, 'default')),
      prefix: valueOf(at(cache, 'prefix')),
      redis: objectOf(at(stores, 'redis')),
      memcachedServers: toJson(at(stores, 'memcached', 'servers') ?? stores),
      database: objectOf(at(stores, 'database')),
      storeNames: [...stores.entries.keys()],
    },
  };
}

const databaseKeys = ['driver', 'url', 'host', 'port', 'database', 'username', 'password', 'unix_socket'];

function withoutDerived(expected: ConfigCase['expected']): unknown {
  const { effective: _, ...database } = expected['database'] ?? {};
  return { session: expected['session'], database, redis: expected['redis'], cache: expected['cache'] };
}

function assertRedis(connection: RedisConnection, expected: Json, label: string): void {
  if ('error' in expected) {
    assert.ok(String(expected['error']).endsWith(connection.problem?.message ?? 'no problem'), label);
    return;
  }
  assert.equal(connection.problem, undefined, label);
  const [node] = connection.nodes;
  assert.ok(node, label);
  const { password } = expected;
  assert.deepEqual(
    {
      ...(node.scheme ? { scheme: valueOf(node.scheme) } : {}),
      host: valueOf(node.host),
      port: valueOf(node.port),
      database: valueOf(node.database),
      ...(node.username ? { username: valueOf(node.username) } : {}),
      password: node.password.state,
    },
    {
      ...('scheme' in expected ? { scheme: expected['scheme'] } : {}),
      host: expected['host'],
      port: expected['port'],
      database: expected['database'],
      ...('username' in expected ? { username: expected['username'] } : {}),
      password: password === null || password === '' ? 'none' : 'set',
    },
    label,
  );
  assert.ok(
    !JSON.stringify(connection).includes(String(password || 'no password')),
    `${label} leaks the password`,
  );
}

function assertTarget(target: SessionTarget, expected: Json, label: string): void {
  const error = expected['error'] as string | undefined;
  if (expected['sessionStarted'] === false) {
    assert.equal(target.kind, 'none', label);
    return;
  }
  if (error?.includes('setConnection')) {
    assert.equal(target.kind === 'broken' && target.problem, 'store-not-redis', label);
  } else if (error?.includes('createDriver')) {
    assert.equal(target.kind === 'broken' && target.problem, 'driver-empty', label);
  } else if (error?.includes('not configured')) {
    assert.ok(target.kind === 'database' && error.endsWith(target.connection.problem?.message ?? '?'), label);
  } else if (error?.includes('Memcached')) {
    assert.equal(
      target.kind === 'cache' && target.store.kind === 'store' && target.store.driver,
      'memcached',
      label,
    );
  } else if (error?.includes('does not exist')) {
    assert.equal(target.kind === 'database' && valueOf(target.connection.driver), 'sqlite', label);
  } else {
    assert.equal(error, undefined, `${label}: an error that the test does not know`);
    const kinds: Record<string, string> = {
      FileSessionHandler: 'files',
      DatabaseSessionHandler: 'database',
      CookieSessionHandler: 'cookie',
      CacheBasedSessionHandler: 'redis',
    };
    assert.equal(target.kind, kinds[String(expected['handler'])], label);
  }
  if (target.kind === 'files') assert.equal(valueOf(target.directory), expected['path'], label);
  if (target.kind === 'database' && !error) {
    assert.equal(valueOf(target.connection.name), expected['dbConnection'], label);
    assert.equal(valueOf(target.connection.driver), expected['dbDriver'], label);
    assert.equal(valueOf(target.connection.hosts[0]) ?? null, expected['dbHost'], label);
    assert.equal(valueOf(target.connection.database), expected['dbDatabase'], label);
    assert.equal(valueOf(target.table), expected['table'], label);
  }
  if (target.kind === 'redis') {
    assert.equal(target.connection.name, expected['redisConnection'], label);
    assert.equal(valueOf(target.connectionName) ?? null, expected['redisConnectionConfigured'], label);
    assertRedis(target.connection, expected['redisTarget'] as Json, label);
  }
}

function valueOf(value: ConfigValue | undefined): unknown {
  return value && toJson(value);
}

function objectOf(value: ConfigValue | undefined): Json {
  assert.equal(value?.kind, 'array');
  return toJson(value) as Json;
}

function pick(value: ConfigValue, keys: readonly string[]): Json {
  const present = keys
    .map((key) => [key, at(value, key)] as const)
    .filter(([, found]) => found !== undefined);
  return Object.fromEntries(present.map(([key, found]) => [key, valueOf(found)]));
}
