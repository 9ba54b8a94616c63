<?php

use Illuminate\Http\Request;
use Illuminate\Support\Facades\Route;

Route::get('/', fn (Request $request) => view('home', ['name' => $request->session()->get('name')]))->name('home');

Route::post('/login', function (Request $request) {
    $visitor = $request->validate(['name' => ['required', 'string', 'max:80']]);
    $request->session()->regenerate();
    $request->session()->put('name', $visitor['name']);

    return redirect()->route('home');
})->name('login');

Route::post('/logout', function (Request $request) {
    $request->session()->invalidate();
    $request->session()->regenerateToken();

    return redirect()->route('home');
})->name('logout');
