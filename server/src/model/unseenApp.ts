/**
 * The configuration of an app that is not in the workspace, as far as every skeleton agrees: which variable feeds which
 * key. No default is known, so each of them is a call that nothing can evaluate.
 */
import { parseConfigFile, type ConfigFile } from '../formats/laravel/parseConfigFile';

const SESSION = `<?php return [
  'driver' => env('SESSION_DRIVER', unseen()),
  'lifetime' => env('SESSION_LIFETIME', 120),
  'connection' => env('SESSION_CONNECTION'),
  'store' => env('SESSION_STORE'),
  'table' => env('SESSION_TABLE', 'sessions'),
  'domain' => env('SESSION_DOMAIN'),
  'path' => env('SESSION_PATH', '/'),
  'secure' => env('SESSION_SECURE_COOKIE'),
  'files' => storage_path('framework/sessions'),
];`;

const connection = (driver: string, port: string): string => `'${driver}' => [
  'driver' => '${driver}',
  'url' => env('DB_URL', env('DATABASE_URL')),
  'host' => env('DB_HOST', unseen()),
  'port' => env('DB_PORT', '${port}'),
],`;

const redis = (name: string): string => `'${name}' => [
  'url' => env('REDIS_URL'),
  'host' => env('REDIS_HOST', unseen()),
  'port' => env('REDIS_PORT', '6379'),
  'password' => env('REDIS_PASSWORD'),
],`;

const DATABASE = `<?php return [
  'default' => env('DB_CONNECTION', unseen()),
  'connections' => [
    'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],
    ${connection('mysql', '3306')}
    ${connection('mariadb', '3306')}
    ${connection('pgsql', '5432')}
    ${connection('sqlsrv', '1433')}
  ],
  'redis' => ['client' => env('REDIS_CLIENT', 'phpredis'), ${redis('default')} ${redis('cache')}],
];`;

const CACHE = `<?php return [
  'default' => env('CACHE_STORE', env('CACHE_DRIVER', unseen())),
  'stores' => [
    'array' => ['driver' => 'array'], 'file' => ['driver' => 'file'],
    'database' => ['driver' => 'database', 'connection' => env('DB_CACHE_CONNECTION')],
    'memcached' => ['driver' => 'memcached', 'servers' => [['host' => env('MEMCACHED_HOST', unseen()), 'port' => env('MEMCACHED_PORT', 11211)]]],
    'redis' => ['driver' => 'redis', 'connection' => env('REDIS_CACHE_CONNECTION', 'cache')],
    'dynamodb' => ['driver' => 'dynamodb'], 'octane' => ['driver' => 'octane'],
  ],
];`;

/** Stands in for the file of an app that is not seen; its places mean nothing and are never shown. */
export const UNSEEN_FILE = '';

let parsed: ReadonlyMap<string, ConfigFile> | undefined;

/** The three files, parsed when they are needed first. */
export function unseenConfig(): ReadonlyMap<string, ConfigFile> {
  parsed ??= new Map([
    ['session', parseConfigFile(UNSEEN_FILE, SESSION)],
    ['database', parseConfigFile(UNSEEN_FILE, DATABASE)],
    ['cache', parseConfigFile(UNSEEN_FILE, CACHE)],
  ]);
  return parsed;
}
