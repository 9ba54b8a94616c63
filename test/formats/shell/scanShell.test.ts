import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanShell } from '../../../server/src/formats/shell/scanShell';
import type { ShellScan } from '../../../server/src/formats/shell/shellScan';

function artisan(source: string | readonly string[]): string[] {
  return scanShell(source).artisan.map(({ command, conditional }) => `${command}${conditional ? '?' : ''}`);
}

function finals(source: string | readonly string[]): string[] {
  return scanShell(source).finals.map(
    ({ kind, words, conditional }) => `${kind}${conditional ? '?' : ''}: ${words.join(' ')}`,
  );
}

function textOf(scan: ShellScan, { span }: { span: { start: number; end: number } }): string {
  return scan.script.slice(span.start, span.end);
}

describe('scanShell, artisan commands', () => {
  it('finds them however PHP is called, with their place', () => {
    const script =
      'set -e\nphp artisan config:cache\nphp -d memory_limit=1G /app/artisan migrate --force\n./artisan optimize\n';
    const scan = scanShell(script);
    assert.deepEqual(artisan(script), ['config:cache', 'migrate', 'optimize']);
    assert.deepEqual(
      scan.artisan.map((call) => textOf(scan, call)),
      [
        'php artisan config:cache',
        'php -d memory_limit=1G /app/artisan migrate --force',
        './artisan optimize',
      ],
    );
    assert.deepEqual(scan.artisan[1]?.arguments, ['--force']);
    assert.equal(scan.artisan[1].artisan, '/app/artisan');
    assert.deepEqual(artisan('php8.2 artisan key:generate --show'), ['key:generate']);
    assert.deepEqual(artisan('gosu www-data php artisan --env=x horizon'), ['horizon']);
  });

  it('takes no comment, text or file name for a command', () => {
    assert.deepEqual(
      artisan(
        '# php artisan config:cache\necho "php artisan migrate"\nchmod +x artisan\nls # php artisan serve',
      ),
      [],
    );
    assert.deepEqual(artisan("cat <<'EOF' > run.sh\nphp artisan config:cache\nEOF\n"), []);
  });

  it('reads lists, line continuations and nested shells', () => {
    assert.deepEqual(
      artisan(
        'cd /app && php artisan config:cache \\\n  && php artisan \\\n route:cache; php artisan view:cache',
      ),
      ['config:cache', 'route:cache', 'view:cache'],
    );
    assert.deepEqual(artisan('su -s /bin/sh -c "php artisan migrate && php artisan optimize" www-data'), [
      'migrate',
      'optimize',
    ]);
    assert.deepEqual(artisan(`bash -lc 'php artisan config:cache'`), ['config:cache']);
  });

  it('marks what may be left out, and says by which test', () => {
    assert.deepEqual(artisan('if [ -z "$APP_KEY" ]; then php artisan key:generate; fi'), ['key:generate?']);
    assert.deepEqual(artisan('[ -n "$APP_KEY" ] || php artisan key:generate'), ['key:generate?']);
    assert.deepEqual(artisan('[[ $ROLE == web && -n $X ]] && php artisan optimize'), ['optimize?']);
    assert.deepEqual(artisan('php artisan migrate --force || true'), ['migrate']);
    assert.deepEqual(artisan('case "$1" in\n  web) php artisan optimize ;;\n  *) exec "$@" ;;\nesac'), [
      'optimize?',
    ]);
    assert.equal(
      scanShell('if ! test -f .env; then php artisan key:generate; fi').artisan[0]?.condition,
      '! test -f .env',
    );
    assert.equal(scanShell('[ -f .env ] || php artisan key:generate').artisan[0]?.condition, '! [ -f .env ]');
  });

  it('runs functions where they are called, and only then', () => {
    const script = 'warm() {\n php artisan config:cache\n}\nfunction never { php artisan migrate; }\nwarm\n';
    assert.deepEqual(artisan(script), ['config:cache']);
    assert.deepEqual(artisan('a() { b; }\nb() { a; php artisan optimize; }\na\n').length > 0, true);
  });

  it('unfolds a loop over names', () => {
    assert.deepEqual(artisan('for c in config route; do php artisan "$c:cache"; done'), [
      'config:cache',
      'route:cache',
    ]);
    assert.deepEqual(artisan('for c in $LIST; do php artisan $c; done'), ['$c?']);
  });

  it('knows the directory and the variables of a call', () => {
    const [call] = scanShell(
      'cd /var/www && cd html && APP_ENV=production KEY=$K php artisan config:cache',
    ).artisan;
    assert.equal(call?.directory, '/var/www/html');
    assert.deepEqual(
      [...call.environment],
      [
        ['APP_ENV', 'production'],
        ['KEY', undefined],
      ],
    );
    assert.equal(scanShell('(cd /tmp; ls)\nphp artisan optimize').artisan[0]?.directory, undefined);
  });
});

describe('scanShell, the process in the end', () => {
  const cases: readonly (readonly [string | readonly string[], readonly string[]])[] = [
    ['php artisan migrate --force && php-fpm', ['fpm: php-fpm']],
    ['php artisan optimize\nexec "$@"', ['arguments: $@']],
    ['exec docker-php-entrypoint "$@"', ['arguments: $@']],
    ['exec tini -- gosu www-data apache2-foreground', ['apache: apache2-foreground']],
    ['php-fpm -D\nnginx -g "daemon off;"', ['nginx: nginx -g daemon off;']],
    ['php-fpm & nginx &\nwait', ['fpm: php-fpm', 'nginx: nginx']],
    ['service php8.2-fpm start\ntail -f /dev/null', ['fpm: service php8.2-fpm start']],
    [
      '/usr/bin/supervisord -n -c /etc/supervisord.conf',
      ['supervisor: /usr/bin/supervisord -n -c /etc/supervisord.conf'],
    ],
    ['php artisan queue:work --tries=3\necho done', ['queue: php artisan queue:work --tries=3']],
    ['php artisan serve --host=0.0.0.0 2>&1 | tee log', ['serve: php artisan serve --host=0.0.0.0']],
    ['while true; do php artisan schedule:run; sleep 60; done', ['scheduler: php artisan schedule:run']],
    [
      'while [ true ]\ndo\n  php artisan schedule:run --no-interaction &\n  sleep 60\ndone',
      ['scheduler: php artisan schedule:run --no-interaction'],
    ],
    ['cp .env.example .env\nchmod -R 775 storage', []],
    ['php artisan optimize', ['artisan: php artisan optimize']],
    ['php -S 0.0.0.0:80 -t public', ['serve: php -S 0.0.0.0:80 -t public']],
    ['./wait-for.sh db:3306 -- php-fpm', ['script: ./wait-for.sh db:3306 -- php-fpm']],
    [
      'if [ "$ROLE" = queue ]; then\n  exec php artisan horizon\nelse\n  exec php-fpm\nfi',
      ['horizon?: php artisan horizon', 'fpm?: php-fpm'],
    ],
    [
      'case $ROLE in\napp) exec apache2-foreground;;\n(scheduler|cron) php artisan schedule:work;;\nesac',
      ['apache?: apache2-foreground', 'scheduler?: php artisan schedule:work'],
    ],
    [['php-fpm', '-F'], ['fpm: php-fpm -F']],
    [['/usr/sbin/php-fpm8.3', '--nodaemonize'], ['fpm: /usr/sbin/php-fpm8.3 --nodaemonize']],
    [
      ['php', '-d', 'variables_order=EGPCS', 'artisan', 'octane:start'],
      ['octane: php -d variables_order=EGPCS artisan octane:start'],
    ],
    [
      ['/bin/sh', '-c', 'php artisan optimize && php artisan octane:start --port=80'],
      ['octane: php artisan octane:start --port=80'],
    ],
    [['bash', '-ec', 'exec frankenphp run'], ['frankenphp: frankenphp run']],
    [['docker-php-entrypoint', 'php-fpm'], ['fpm: php-fpm']],
    [['/entrypoint.sh', 'php-fpm'], ['script: /entrypoint.sh php-fpm']],
    [['start-container'], ['other: start-container']],
    [['sh', 'run.sh'], ['script: sh run.sh']],
    [['crond', '-f'], ['cron: crond -f']],
    [[], []],
  ];
  for (const [source, expected] of cases) {
    it(JSON.stringify(source), () => assert.deepEqual(finals(source), expected));
  }

  it('lists what runs beside it', () => {
    const scan = scanShell(
      'php artisan queue:work &\nphp artisan schedule:work > /dev/null 2>&1 &\nexec php-fpm',
    );
    assert.deepEqual(
      scan.processes.map(({ kind, background }) => [kind, background]),
      [
        ['queue', true],
        ['scheduler', true],
        ['fpm', false],
      ],
    );
    assert.deepEqual(
      scan.finals.map(({ kind }) => kind),
      ['fpm'],
    );
  });

  it('names the script that is run', () => {
    const scripts = (source: string | readonly string[]): unknown[] =>
      scanShell(source).processes.map(({ script }) => script);
    assert.deepEqual(scripts('/bin/bash -e run.sh x\n./a.sh y\nstart-container'), [
      'run.sh',
      './a.sh',
      undefined,
    ]);
    assert.deepEqual(scripts(['/entrypoint.sh', 'php-fpm']), ['/entrypoint.sh']);
    assert.deepEqual(scripts(['sh', '/start']), ['/start']);
  });

  it('reads the script that a shell is given as an argument', () => {
    const scan = scanShell(['/bin/sh', '-c', 'php artisan migrate', 'ignored']);
    assert.equal(scan.scriptArgument, 2);
    assert.equal(scan.script, 'php artisan migrate');
  });
});

describe('scanShell, on anything', () => {
  it('reads quotes and expansions as one word', () => {
    const scan = scanShell(`export A="a \\"b\\" $(echo "x ) y") \${Z:-it's}" B='c d'e\\ f`);
    assert.deepEqual(
      scan.variables.map(({ name, value }) => [name, value]),
      [
        ['A', undefined],
        ['B', 'c de f'],
      ],
    );
  });

  it('never throws, and every place lies inside the script', () => {
    const pieces = fc.constantFrom(
      ...[
        'if ',
        'then ',
        'else ',
        'fi',
        'case x in ',
        'esac',
        'for a in b c; do ',
        'done',
        'while ',
        'f() {',
        '}',
        '(',
        ')',
        '[[ ',
      ],
      ...[
        '; ',
        '\n',
        ' && ',
        ' || ',
        ' | ',
        '&',
        '<<EOF\n',
        'EOF\n',
        '> .env',
        '$(',
        '`',
        '${',
        '"',
        "'",
        '\\',
        '#',
        ' ',
        '!',
        ';;',
      ],
      ...[
        'php artisan optimize',
        'exec ',
        'sh -c ',
        'export A=',
        'f',
        'cp a b',
        'cd x',
        '🚀',
        'function ',
        ']]',
        'env ',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((parts) => parts.join('')),
          fc.string(),
        ),
        (script) => {
          const scan = scanShell(script);
          assert.equal(scan.script, script);
          for (const { step } of scan.steps) {
            assert.ok(
              step.span.start >= 0 && step.span.start <= step.span.end && step.span.end <= script.length,
            );
          }
          for (const { span } of [...scan.processes, ...scan.finals]) assert.ok(span.end <= script.length);
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.array(pieces, { maxLength: 6 }), (words) => void scanShell(words)));
  });

  it('stays quick on what is made to be slow', () => {
    const loops = 'for a in 1 2 3 4 5 6 7 8 9 10; do '.repeat(30);
    for (const script of [
      '$('.repeat(10000),
      '"${'.repeat(10000),
      'if '.repeat(10000),
      '( '.repeat(10000),
      'sh -c "'.repeat(5000),
      'cat <<A\n'.repeat(5000),
      `${loops}x${'; done'.repeat(30)}`,
      `${loops}( )${'; done'.repeat(30)}`,
      'f() { f; f; }; f\n'.repeat(200),
      'a=1\n'.repeat(10000),
      'a|'.repeat(10000),
      '! '.repeat(10000),
    ]) {
      assert.equal(scanShell(script).script, script);
    }
  });
});
