<?php

use Illuminate\Support\Str;

return [

    // Where sessions live: file, cookie, database, memcached, redis, dynamodb or array.
    'driver' => env('SESSION_DRIVER', 'database'),

    // Minutes without a request until a session ends, and whether closing the browser ends it at once.
    'lifetime' => (int) env('SESSION_LIFETIME', 120),
    'expire_on_close' => env('SESSION_EXPIRE_ON_CLOSE', false),

    'encrypt' => env('SESSION_ENCRYPT', false),

    // The directory of the file driver.
    'files' => storage_path('framework/sessions'),

    // The connection of the database and redis drivers, and the table of the database driver.
    'connection' => env('SESSION_CONNECTION'),
    'table' => env('SESSION_TABLE', 'sessions'),

    // The cache store of the drivers that sit on a cache: memcached, redis, dynamodb.
    'store' => env('SESSION_STORE'),

    // Chances (2 in 100) that a request sweeps out old sessions.
    'lottery' => [2, 100],

    // The cookie that names the session.
    'cookie' => env('SESSION_COOKIE', Str::slug((string) env('APP_NAME', 'laravel')).'-session'),
    'path' => env('SESSION_PATH', '/'),
    'domain' => env('SESSION_DOMAIN'),
    'secure' => env('SESSION_SECURE_COOKIE'),
    'http_only' => env('SESSION_HTTP_ONLY', true),
    'same_site' => env('SESSION_SAME_SITE', 'lax'),
    'partitioned' => env('SESSION_PARTITIONED_COOKIE', false),

];
