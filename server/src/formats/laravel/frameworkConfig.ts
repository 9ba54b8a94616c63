/**
 * The config that laravel/framework brings along from version 11 on, as far as sessions, caches and databases need it.
 * An app's own files are merged over it. Source of the facts: `config/*.php` of laravel/framework 11.x, 12.x and 13.x.
 */
import type { Place } from '../../text/place';
import { parseConfigFile, type ConfigFile } from './parseConfigFile';

/** The framework's own file for a config name; undefined before 11, and for names that are not kept here. */
export function frameworkConfigFile(name: string, framework: number): ConfigFile | undefined {
  const major = Math.trunc(framework);
  if (major < 11) return undefined;
  const text = frameworkTexts(major)[name];
  if (text === undefined) return undefined;
  const path = `${frameworkFolder}config/${name}.php`;
  const key = `${Math.min(major, 13)} ${name}`;
  const file = parsed.get(key) ?? parseConfigFile(path, text);
  parsed.set(key, file);
  return file;
}

/** Whether a place lies in the framework's own config, which is no file of the workspace and cannot be shown. */
export function isFrameworkPlace(at: Place): boolean {
  return at.file.startsWith(frameworkFolder);
}

const frameworkFolder = '<framework>/';
const parsed = new Map<string, ConfigFile>();

const sessionStore = "\n        'session' => ['driver' => 'session', 'key' => '_cache'],";
const failoverStore = "\n        'failover' => ['driver' => 'failover', 'stores' => ['database', 'array']],";

function frameworkTexts(major: number): Readonly<Record<string, string>> {
  const dashed = major >= 13;
  const name = "(string) env('APP_NAME', 'laravel')";
  const prefix = (what: string): string =>
    dashed ? `Str::slug(${name}).'-${what}-'` : `Str::slug(${name}, '_').'_${what}_'`;
  const cookie = dashed ? `Str::snake(${name}).'_session'` : `Str::slug(${name}, '_').'_session'`;
  return {
    app: `<?php
return [
    'name' => env('APP_NAME', 'Laravel'),
    'env' => env('APP_ENV', 'production'),
    'debug' => (bool) env('APP_DEBUG', false),
    'url' => env('APP_URL', 'http://localhost'),
    'key' => env('APP_KEY'),
    'cipher' => 'AES-256-CBC',
];
`,
    session: `<?php
use Illuminate\\Support\\Str;
return [
    'driver' => env('SESSION_DRIVER', 'database'),
    'lifetime' => (int) env('SESSION_LIFETIME', 120),
    'expire_on_close' => env('SESSION_EXPIRE_ON_CLOSE', false),
    'encrypt' => env('SESSION_ENCRYPT', false),
    'files' => storage_path('framework/sessions'),
    'connection' => env('SESSION_CONNECTION'),
    'table' => env('SESSION_TABLE', 'sessions'),
    'store' => env('SESSION_STORE'),
    'lottery' => [2, 100],
    'cookie' => env('SESSION_COOKIE', ${cookie}),
    'path' => env('SESSION_PATH', '/'),
    'domain' => env('SESSION_DOMAIN'),
    'secure' => env('SESSION_SECURE_COOKIE'),
    'http_only' => env('SESSION_HTTP_ONLY', true),
    'same_site' => env('SESSION_SAME_SITE', 'lax'),
    'partitioned' => env('SESSION_PARTITIONED_COOKIE', false),
];
`,
    cache: `<?php
use Illuminate\\Support\\Str;
return [
    'default' => env('CACHE_STORE', 'database'),
    'stores' => [
        'array' => ['driver' => 'array', 'serialize' => false],${major >= 12 ? sessionStore : ''}
        'database' => [
            'driver' => 'database',
            'connection' => env('DB_CACHE_CONNECTION'),
            'table' => env('DB_CACHE_TABLE', 'cache'),
            'lock_connection' => env('DB_CACHE_LOCK_CONNECTION'),
            'lock_table' => env('DB_CACHE_LOCK_TABLE'),
        ],
        'file' => [
            'driver' => 'file',
            'path' => storage_path('framework/cache/data'),
            'lock_path' => storage_path('framework/cache/data'),
        ],
        'memcached' => [
            'driver' => 'memcached',
            'servers' => [
                ['host' => env('MEMCACHED_HOST', '127.0.0.1'), 'port' => env('MEMCACHED_PORT', 11211), 'weight' => 100],
            ],
        ],
        'redis' => [
            'driver' => 'redis',
            'connection' => env('REDIS_CACHE_CONNECTION', 'cache'),
            'lock_connection' => env('REDIS_CACHE_LOCK_CONNECTION', 'default'),
        ],
        'dynamodb' => [
            'driver' => 'dynamodb',
            'region' => env('AWS_DEFAULT_REGION', 'us-east-1'),
            'table' => env('DYNAMODB_CACHE_TABLE', 'cache'),
            'endpoint' => env('DYNAMODB_ENDPOINT'),
        ],
        'octane' => ['driver' => 'octane'],${major >= 12 ? failoverStore : ''}
    ],
    'prefix' => env('CACHE_PREFIX', ${prefix('cache')}),
];
`,
    database: `<?php
use Illuminate\\Support\\Str;
$server = fn ($driver, $port, $host = '127.0.0.1') => [
    'driver' => $driver,
    'url' => env('DB_URL'),
    'host' => env('DB_HOST', $host),
    'port' => env('DB_PORT', $port),
    'database' => env('DB_DATABASE', 'laravel'),
    'username' => env('DB_USERNAME', 'root'),
    'password' => env('DB_PASSWORD', ''),
];
$redis = fn ($database) => [
    'url' => env('REDIS_URL'),
    'host' => env('REDIS_HOST', '127.0.0.1'),
    'username' => env('REDIS_USERNAME'),
    'password' => env('REDIS_PASSWORD'),
    'port' => env('REDIS_PORT', '6379'),
    'database' => $database,
];
return [
    'default' => env('DB_CONNECTION', 'sqlite'),
    'connections' => [
        'sqlite' => [
            'driver' => 'sqlite',
            'url' => env('DB_URL'),
            'database' => env('DB_DATABASE', database_path('database.sqlite')),
        ],
        'mysql' => $server('mysql', '3306') + ['unix_socket' => env('DB_SOCKET', '')],
        'mariadb' => $server('mariadb', '3306') + ['unix_socket' => env('DB_SOCKET', '')],
        'pgsql' => $server('pgsql', '5432'),
        'sqlsrv' => $server('sqlsrv', '1433', 'localhost'),
    ],
    'redis' => [
        'client' => env('REDIS_CLIENT', 'phpredis'),
        'options' => [
            'cluster' => env('REDIS_CLUSTER', 'redis'),
            'prefix' => env('REDIS_PREFIX', ${prefix('database')}),
        ],
        'default' => $redis(env('REDIS_DB', '0')),
        'cache' => $redis(env('REDIS_CACHE_DB', '1')),
    ],
];
`,
  };
}
