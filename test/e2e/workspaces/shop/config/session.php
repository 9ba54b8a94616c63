<?php

return [
    'driver' => env('SESSION_DRIVER', 'database'),
    'lifetime' => (int) env('SESSION_LIFETIME', 120),
    'files' => storage_path('framework/sessions'),
    'connection' => env('SESSION_CONNECTION'),
];
