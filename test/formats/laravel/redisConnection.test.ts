import assert from 'node:assert/strict';
import { at, type ConfigValue } from '../../../server/src/formats/laravel/configValue';
import { evaluateConfig, type EvaluationContext } from '../../../server/src/formats/laravel/evaluate';
import { parseConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { parseUrl } from '../../../server/src/formats/laravel/php/parseUrl';
import { redisConnection, type RedisConnection } from '../../../server/src/formats/laravel/redisConnection';
import { readRedisHost } from '../../../server/src/formats/laravel/redisHost';
import { contextOf, toJson } from './oracles';

/** `redis` is the PHP array of `database.redis`. */
function connect(
  redis: string,
  name?: string,
  framework = 12,
  context: EvaluationContext = contextOf({}, 12),
): RedisConnection {
  const file = parseConfigFile('config/database.php', `<?php return ['redis' => ${redis}];`);
  return redisConnection(evaluateConfig(file, context), name, framework);
}

/** `scheme://user:(set)@host:port/database` of every node. */
function nodes(connection: RedisConnection): string[] {
  const text = (value: ConfigValue | undefined): string =>
    value ? (value.kind === 'unknown' ? '?' : String(toJson(value))) : '';
  return connection.nodes.map(
    (node) =>
      `${text(node.scheme)}|${text(node.username)}|${node.password.state}|${text(node.host)}|${text(node.port)}|${text(node.database)}`,
  );
}

const url = (value: string): string =>
  `['default' => ['url' => '${value}', 'host' => 'config', 'port' => '1', 'password' => 'p', 'database' => '0']]`;

describe('a Redis connection', () => {
  it('takes from the url what the url has, and the rest from the config', () => {
    const cases: readonly (readonly [url: string, node: string])[] = [
      ['', '||set|config|1|0'],
      ['redis://h', 'tcp||set|h|1|0'],
      ['redis://h:6380/5', 'tcp||set|h|6380|5'],
      ['rediss://u:p%40w@h', 'tls|u|set|h|1|0'],
      ['tls://h:7', 'tls||set|h|7|0'],
      ['h:6379', '||set|h|6379|0'],
      ['h3', '||set|config|1|3'],
      ['//h:1/2', '||set|h|1|2'],
      ['redis://h?database=4&timeout=2&host=q', 'tcp||set|q|1|4'],
      ['http://h:80', '||set|h|80|0'],
      ['redis://h/', 'tcp||set|h|1|0'],
    ];
    for (const [given, node] of cases) assert.deepEqual(nodes(connect(url(given))), [node], given);
  });

  it('is none when the url is malformed, in the words of Laravel', () => {
    for (const given of ['redis://:6379', 'unix:///run/redis.sock', 'redis://', 'redis://h:99999999']) {
      assert.deepEqual(
        connect(url(given)).problem?.message,
        'The database configuration URL is malformed.',
        given,
      );
    }
  });

  it('may be written as a url alone', () => {
    assert.deepEqual(nodes(connect("['default' => 'redis://h:6379/1']")), ['tcp||none|h|6379|1']);
  });

  it('is not known where an unknown url may set it', () => {
    const context: EvaluationContext = {
      env: (name) => (name === 'REDIS_URL' ? { state: 'unknown', reason: 'sealed' } : { state: 'unset' }),
    };
    const connection = connect(
      "['default' => ['url' => env('REDIS_URL'), 'host' => 'h', 'port' => 1]]",
      undefined,
      12,
      context,
    );
    assert.deepEqual(nodes(connection), ['?|?|unknown|?|?|?']);
    assert.equal(connection.nodes[0]?.url?.unknown, 'sealed');
  });

  it('has a name, and none that is not there', () => {
    const redis = "['client' => 'predis', 'a' => ['host' => 'h'], 'b' => null]";
    assert.equal(connect(redis, 'a').name, 'a');
    assert.equal(connect(redis, '').name, 'default');
    assert.equal(connect(redis, 'b').problem?.message, 'Redis connection [b] not configured.');
    assert.equal(connect(redis).problem?.message, 'Redis connection [default] not configured.');
    assert.equal(redisConnection(undefined, 'x', 12).problem?.kind, 'not-configured');
    assert.equal(connect('foo()', 'a').problem?.kind, 'unknown');
  });

  it('uses the client of the config, or of the version', () => {
    assert.equal(toJson(connect("['client' => 'predis', 'default' => ['host' => 'h']]").client), 'predis');
    assert.equal(toJson(connect("['default' => ['host' => 'h']]", undefined, 12).client), 'phpredis');
    assert.equal(toJson(connect("['default' => ['host' => 'h']]", undefined, 5.8).client), 'predis');
  });

  it('beats a cluster of the same name', () => {
    const cluster =
      "'clusters' => ['default' => [['host' => 'a', 'port' => 1], ['url' => 'redis://b:2']], 'options' => []]";
    const clustered = connect(`['options' => ['cluster' => 'redis', 'password' => 'p'], ${cluster}]`);
    assert.equal(clustered.topology, 'cluster');
    assert.deepEqual(nodes(clustered), ['||set|a|1|null', 'tcp||set|b|2|null']);
    const both = connect(`[${cluster}, 'default' => ['host' => 'h']]`);
    assert.equal(both.topology, 'single');
    assert.deepEqual(nodes(both), ['||none|h|null|null']);
  });

  it('may be a set of sentinels, with predis', () => {
    const sentinel = `['client' => 'predis', 'default' => [
      'tcp://s1:26379', ['host' => 's2', 'port' => 26379],
      'options' => ['replication' => 'sentinel', 'service' => 'mymaster', 'parameters' => ['password' => 'x']],
    ]]`;
    const connection = connect(sentinel);
    assert.equal(connection.topology, 'sentinel');
    assert.deepEqual(
      connection.nodes.map((node) => [toJson(node.host), toJson(node.port)]),
      [
        ['s1', 26379],
        ['s2', 26379],
      ],
    );
  });

  it('never holds a password', () => {
    const secrets = [
      "['default' => ['url' => 'redis://u:hunter2@h', 'password' => 'hunter2']]",
      "['default' => ['host' => 'h', 'password' => ['u', 'hunter2']], 'options' => ['parameters' => ['password' => 'hunter2']]]",
    ];
    for (const redis of secrets) {
      const connection = connect(redis);
      assert.equal(connection.nodes[0]?.password.state, 'set');
      assert.ok(!JSON.stringify(connection).includes('hunter2'));
    }
  });

  it('says what the client makes of the host, where both are known', () => {
    const address = (redis: string): unknown => connect(redis).nodes[0]?.address?.kind;
    assert.equal(address("['default' => ['host' => 'h']]"), 'tcp');
    assert.equal(address("['default' => ['host' => 'h:1']]"), 'invalid');
    assert.equal(address("['client' => 'predis', 'default' => ['host' => 'h:1']]"), 'tcp');
    assert.equal(address("['default' => ['host' => null]]"), 'empty');
    assert.equal(address("['default' => ['host' => foo()]]"), undefined);
    assert.equal(address("['client' => foo(), 'default' => ['host' => 'h']]"), undefined);
  });

  it('says where host and password come from', () => {
    const text = "['default' => ['host' => env('REDIS_HOST', 'h'), 'password' => env('REDIS_PASSWORD')]]";
    const [node] = connect(text, undefined, 12, contextOf({ REDIS_PASSWORD: 'p' })).nodes;
    assert.deepEqual(
      node?.host.because.map(({ what, name }) => `${what} ${name}`),
      ['default REDIS_HOST', 'unset REDIS_HOST'],
    );
    assert.deepEqual(
      node?.password.because.map(({ what, name }) => `${what} ${name}`),
      ['env REDIS_PASSWORD'],
    );
  });
});

describe('the text of a Redis host', () => {
  const read = (text: string, client = 'phpredis', framework = 12): string => {
    const host = readRedisHost(text, client, framework);
    return host.kind === 'tcp' ? `${host.scheme} ${host.host} ${host.port ?? ''}`.trim() : host.kind;
  };

  it('means what the client makes of it', () => {
    assert.equal(read('redis-service'), 'tcp redis-service');
    assert.equal(read(''), 'empty');
    assert.equal(read('tcp://h'), 'tcp h');
    assert.equal(read('tls://h'), 'tls h');
    assert.equal(read('/run/redis.sock'), 'socket');
    assert.equal(read('unix:///run/redis.sock'), 'socket');
    assert.equal(read('h:6379'), 'invalid');
    assert.equal(read('redis://h'), 'invalid');
    assert.equal(read('http://h'), 'invalid');
    assert.equal(read('h/0'), 'invalid');
    assert.equal(read('[::1]'), 'tcp [::1]');
    assert.equal(read('h:6379', 'predis'), 'tcp h 6379');
    assert.equal(read('tcp://h', 'predis'), 'invalid');
    assert.equal(read('/run/redis.sock', 'predis'), 'invalid');
    assert.equal(read('tls://h', 'predis', 12), 'tls h');
    assert.equal(read('tls://h', 'predis', 11), 'invalid');
    assert.equal(read('redis://h', 'predis'), 'invalid');
  });

  it('is taken apart for a fix where it cannot be used', () => {
    const host = readRedisHost('redis://h:6380', 'phpredis', 12);
    assert.ok(host.kind === 'invalid');
    assert.deepEqual([host.host, host.port], ['h', 6380]);
  });
});

describe('parse_url()', () => {
  it('has the oddities of the real one', () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ['', { path: '' }],
      ['h3', { path: 'h3' }],
      ['a.com:80', { host: 'a.com', port: 80 }],
      ['a.com:80/x', { host: 'a.com', port: 80, path: '/x' }],
      ['a.com:123456', { scheme: 'a.com', path: '123456' }],
      ['//h/p?q#f', { host: 'h', path: '/p', query: 'q', fragment: 'f' }],
      [
        'redis://u:p@h:1/0?x=1#y',
        {
          scheme: 'redis',
          host: 'h',
          port: 1,
          user: 'u',
          pass: 'p',
          path: '/0',
          query: 'x=1',
          fragment: 'y',
        },
      ],
      ['redis://a:b@c@h', { scheme: 'redis', host: 'h', user: 'a', pass: 'b@c' }],
      ['redis://:p@h', { scheme: 'redis', host: 'h', user: '', pass: 'p' }],
      ['redis://h:', { scheme: 'redis', host: 'h' }],
      ['redis://[::1]:6379', { scheme: 'redis', host: '[::1]', port: 6379 }],
      ['mailto:a@b', { scheme: 'mailto', path: 'a@b' }],
      ['file:///a/b', { scheme: 'file', path: '/a/b' }],
      ['redis:', { scheme: 'redis' }],
      ['redis:/x', { scheme: 'redis', path: '/x' }],
      ['redis://h?x', { scheme: 'redis', host: 'h', query: 'x' }],
      ['redis://:6379', undefined],
      ['redis:///x', undefined],
      ['http://h:65536', undefined],
      [':', undefined],
      ['?x=1', { query: 'x=1' }],
    ];
    for (const [text, parts] of cases) assert.deepEqual(parseUrl(text), parts, text);
  });
});

describe('a value below a path', () => {
  it('is absent only where that is certain', () => {
    const value = evaluateConfig(
      parseConfigFile('x', "<?php return ['a' => 1, ...foo(), 'b' => ['c' => 2]];"),
      contextOf({}),
    );
    assert.equal(at(value, 'b', 'd'), undefined);
    assert.equal(at(value, 'b', 'c', 'x'), undefined);
    assert.equal(at(value, 'z')?.kind, 'unknown');
    assert.equal(at(value, 'a', 'x')?.kind, 'unknown');
  });
});
