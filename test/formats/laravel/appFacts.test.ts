import assert from 'node:assert/strict';
import { appFacts } from '../../../server/src/formats/laravel/appFacts';
import { skeletonText } from './skeletons';

/** The facts of a file as `kind name: the text that they stand on`. */
function facts(file: string, code: string): string[] {
  const text = code.startsWith('<?php') ? code : `<?php\n${code}\n`;
  return appFacts(file, text).map(({ kind, name, at }) => {
    assert.equal(at.file, file);
    return `${kind}${name === undefined ? '' : ` ${name}`}: ${text.slice(at.span.start, at.span.end)}`;
  });
}

const migration = 'database/migrations/0001_create.php';
const provider = 'app/Providers/AppServiceProvider.php';

describe('facts about an app', () => {
  it('are the tables that migrations create', () => {
    assert.deepEqual(facts(migration, "Schema::create('sessions', function (Blueprint $table) {});"), [
      "creates-table sessions: 'sessions'",
    ]);
    assert.deepEqual(facts(migration, "Schema::connection('x')->create('sessions', function ($t) {});"), [
      "creates-table sessions: 'sessions'",
    ]);
    assert.deepEqual(facts(migration, "Schema::create(config('session.table'), function ($t) {});"), [
      "creates-table config:session.table: 'session.table'",
    ]);
    assert.deepEqual(facts(migration, 'Schema::create($this->table, function ($t) {});'), [
      'creates-table: $this',
    ]);
    assert.deepEqual(facts(migration, "DB::statement('CREATE TABLE IF NOT EXISTS `sessions` (id int)');"), [
      "creates-table sessions: 'CREATE TABLE IF NOT EXISTS `sessions` (id int)'",
    ]);
    assert.deepEqual(
      facts(migration, "// Schema::create('sessions', …\nSchema::table('sessions', fn () => 1);"),
      [],
    );
    assert.deepEqual(facts(provider, "User::create(['name' => 'x']); $x->create('sessions');"), []);
  });

  it('are the drivers that it registers', () => {
    assert.deepEqual(facts(provider, "Session::extend('mongo', fn () => 1);"), [
      "session-driver mongo: 'mongo'",
    ]);
    assert.deepEqual(facts(provider, "$this->app['session']->extend('mongo', fn () => 1);"), [
      "session-driver mongo: 'mongo'",
    ]);
    assert.deepEqual(facts(provider, "app('redis')->extend('relay', fn () => 1); Redis::extend('x', $f);"), [
      "redis-client relay: 'relay'",
      "redis-client x: 'x'",
    ]);
    assert.deepEqual(facts(provider, "Cache::extend('tiered', $f); $manager->extend('other', $f);"), [
      "cache-driver tiered: 'tiered'",
      "driver other: 'other'",
    ]);
  });

  it('are the config keys that it sets at run time', () => {
    assert.deepEqual(
      facts(provider, "Config::set('session.driver', 'redis'); config()->set('app.name', 1);"),
      ["config-set session.driver: 'session.driver'"],
    );
    assert.deepEqual(
      facts(
        provider,
        "config(['session.domain' => ['a' => 1], 'x' => 1, 'database.redis.default.host' => 'h']);",
      ),
      [
        "config-set session.domain: 'session.domain'",
        "config-set database.redis.default.host: 'database.redis.default.host'",
      ],
    );
    assert.deepEqual(facts(provider, "$this->app['config']['cache.default'] = 'redis';"), [
      "config-set cache.default: 'cache.default'",
    ]);
    assert.deepEqual(facts(provider, "$this->app->make('config')->set('session.lifetime', 5);"), [
      "config-set session.lifetime: 'session.lifetime'",
    ]);
    assert.deepEqual(
      facts(provider, "$x = config('session.driver'); $y = $app['config']['session.driver'];"),
      [],
    );
  });

  it('are the variables that it reads', () => {
    assert.deepEqual(
      facts(provider, "if (env('REDIS_HOST')) { getenv('DB_HOST'); $_SERVER['X']; $o->env('NO'); }"),
      ["env-read REDIS_HOST: 'REDIS_HOST'", "env-read DB_HOST: 'DB_HOST'", "env-read X: 'X'"],
    );
  });

  it('are routes beyond the welcome page', () => {
    const welcome = "Route::get('/', function () {\n    return view('welcome');\n});";
    assert.deepEqual(facts('routes/web.php', welcome), []);
    assert.deepEqual(facts('routes/web.php', "Route::view('/', 'welcome');"), []);
    assert.deepEqual(facts('routes/web.php', "Route::get('/', fn () => view('welcome'));"), []);
    assert.deepEqual(facts('routes/web.php', `${welcome}\nRoute::get('/login', [A::class, 'b']);`), [
      'web-routes: Route',
    ]);
    assert.deepEqual(facts('routes/web.php', "require __DIR__.'/auth.php';"), ['web-routes: require']);
    assert.deepEqual(facts('routes/web.php', 'Auth::routes();'), ['web-routes: Auth']);
    assert.deepEqual(facts('routes/api.php', "Route::get('/login', [A::class, 'b']);"), []);
  });

  it('are sessions in use, for APIs too', () => {
    assert.deepEqual(facts('bootstrap/app.php', '$middleware->statefulApi();'), [
      'stateful-api: statefulApi',
    ]);
    assert.deepEqual(
      facts(
        'app/Http/Kernel.php',
        '[\\Laravel\\Sanctum\\Http\\Middleware\\EnsureFrontendRequestsAreStateful::class];',
      ),
      ['stateful-api: \\Laravel\\Sanctum\\Http\\Middleware\\EnsureFrontendRequestsAreStateful'],
    );
    assert.deepEqual(facts('app/Http/Kernel.php', '// EnsureFrontendRequestsAreStateful::class,'), []);
    assert.deepEqual(
      facts(provider, "session(['a' => 1]); $request->session()->put('x', 1); Session::flash('x');"),
      ['session-use: session'],
    );
    assert.deepEqual(
      facts(provider, "// session()\n$session = 'session()'; Session::flash('x'); env('A');"),
      ['session-use: Session', "env-read A: 'A'"],
    );
    assert.deepEqual(facts(provider, '/* session() */ $x->session /* of */ (); ?> session() <?php'), [
      'session-use: session',
    ]);
    assert.deepEqual(facts(provider, "$session->x(); 'session()'; Session::class ?> session()"), [
      'session-use: Session',
    ]);
    assert.deepEqual(facts(provider, "$session->x(); ['session'] ?> session()"), []);
  });

  it('are needs of one cache for all pods', () => {
    assert.deepEqual(
      facts('routes/console.php', "Schedule::command('x')->onOneServer()->withoutOverlapping();"),
      ['shared-cache onOneServer: onOneServer', 'shared-cache lock: withoutOverlapping'],
    );
    assert.deepEqual(
      facts(provider, "Cache::lock('x', 10)->get(); $user->lock(); RateLimiter::for('api', $f);"),
      ['shared-cache lock: lock', 'shared-cache throttle: RateLimiter'],
    );
    assert.deepEqual(facts('app/Http/Kernel.php', "['throttle:api', 'throttle'];"), [
      "shared-cache throttle: 'throttle:api'",
      "shared-cache throttle: 'throttle'",
    ]);
    assert.deepEqual(facts('app/Jobs/A.php', 'class A implements ShouldQueue, ShouldBeUnique {}'), [
      'shared-cache unique job: ShouldBeUnique',
    ]);
  });

  it('are changes of the framework that config files do not show', () => {
    const code =
      "$app->dontMergeFrameworkConfiguration(); $app->useStoragePath('/data'); $app->loadEnvironmentFrom('.env.k8s');";
    assert.deepEqual(facts('bootstrap/app.php', code), [
      'framework-config-unmerged: dontMergeFrameworkConfiguration',
      'storage-moved: useStoragePath',
      'env-file-moved .env.k8s: loadEnvironmentFrom',
    ]);
  });

  it('never fail, whatever the text is', () => {
    const text = `${skeletonText('12.x', 'session')}Schema::create(config( Session::extend( config([ $app['config'][`;
    for (let length = 0; length <= text.length; length += 3) appFacts(migration, text.slice(0, length));
    assert.deepEqual(appFacts(migration, ''), []);
    assert.deepEqual(appFacts(migration, '<?php '.repeat(10)), []);
  });
});
