// SYNTAX TEST "text.html.php" "Laravel's variables in PHP"
<?php

return [
    'driver' => env('SESSION_DRIVER', 'file'),
//                   ^^^^^^^^^^^^^^ support.variable.environment.laravel
//                                    ^^^^ - support.variable.environment.laravel
    'host' => env("REDIS_HOST"),
//                 ^^^^^^^^^^ support.variable.environment.laravel
    'port' => Env::get('REDIS_PORT', 6379),
//                      ^^^^^^^^^^ support.variable.environment.laravel
    'path' => getenv('PATH'),
//                    ^^^^ - support.variable.environment.laravel
    // env('SESSION_DRIVER')
//          ^^^^^^^^^^^^^^ - support.variable.environment.laravel
];
