import assert from 'node:assert/strict';
import { scanShell } from '../../../server/src/formats/shell/scanShell';

describe('scanShell, variables', () => {
  it('tells exported ones from those of the shell', () => {
    const scan = scanShell(
      'A=1\nexport B="x y" C=$A\nexport A\nset -a\nD=4\nset +a\nE=5\nif [ "$1" ]; then export F=6; fi',
    );
    assert.deepEqual(
      scan.variables.map(({ name, value, exported, conditional }) => [name, value, exported, conditional]),
      [
        ['A', '1', false, false],
        ['B', 'x y', true, false],
        ['C', undefined, true, false],
        ['A', '1', true, false],
        ['D', '4', true, false],
        ['E', '5', false, false],
        ['F', '6', true, true],
      ],
    );
  });

  it('notices variables that come from a file', () => {
    const scan = scanShell(
      "export $(grep -v '^#' /vault/secrets/app | xargs)\n. /vault/secrets/db\nsource ./.env\neval $(vault read)\n",
    );
    assert.deepEqual(
      scan.variableSources.map(({ file }) => file),
      ['/vault/secrets/app', '/vault/secrets/db', './.env', undefined],
    );
  });
});

describe('scanShell, files', () => {
  it('finds copies, moves and links', () => {
    const scan = scanShell(
      'cp .env.example .env\nmv -f .env.prod .env\nln -sf /secrets/.env .env\n[ -f .env ] || cp a b\ncp -n c d',
    );
    assert.deepEqual(
      scan.copies.map(({ how, source, target, condition }) => [how, source, target, condition]),
      [
        ['copy', '.env.example', '.env', undefined],
        ['move', '.env.prod', '.env', undefined],
        ['link', '/secrets/.env', '.env', undefined],
        ['copy', 'a', 'b', '! [ -f .env ]'],
        ['copy', 'c', 'd', '! -e d'],
      ],
    );
  });

  it("reads Laravel's own way to make .env", () => {
    const [copy] = scanShell(`php -r "file_exists('.env') || copy('.env.example', '.env');"`).copies;
    assert.deepEqual([copy?.source, copy?.target, copy?.conditional], ['.env.example', '.env', true]);
  });

  it('reads here-documents with their place', () => {
    for (const script of [
      'cat > .env <<EOF\nAPP_ENV=production\nKEY=$KEY\nEOF\nphp-fpm\n',
      'cat <<EOF > .env\r\nAPP_ENV=production\r\nKEY=$KEY\r\nEOF\r\nphp-fpm\r\n',
      'tee .env >/dev/null <<-EOF\n\tAPP_ENV=production\n\tKEY=$KEY\n\tEOF\nphp-fpm\n',
      'cat <<EOF | tee .env\nAPP_ENV=production\nKEY=$KEY\nEOF\nphp-fpm\n',
    ]) {
      const scan = scanShell(script);
      const [write] = scan.writes;
      assert.deepEqual(
        [write?.target, write?.how, write?.body, write?.expands, write?.append],
        ['.env', 'text', 'APP_ENV=production\nKEY=$KEY\n', true, false],
      );
      assert.match(script.slice(write?.bodySpan?.start, write?.bodySpan?.end), /^\t?APP_ENV[^]*\$KEY\r?\n$/);
      assert.deepEqual(
        scan.finals.map(({ kind }) => kind),
        ['fpm'],
      );
    }
    assert.equal(scanShell("cat > .env <<'EOF'\nKEY=$KEY\nEOF").writes[0]?.expands, false);
  });

  it('reads other ways to write a file', () => {
    const scan = scanShell(
      [
        'echo "APP_KEY=$APP_KEY" >> .env',
        "printf 'A=%s\\nB=2\\n' 1 > .env",
        'env > .env',
        'envsubst < .env.tpl > .env',
        'cat .env.base > .env',
        "sed -i 's/a/b/' .env",
        '{ echo A=1; echo B=2; } > .env',
        'vault read x > .env',
        'echo x 2>/dev/null >&2',
      ].join('\n'),
    );
    assert.deepEqual(
      scan.writes.map(({ how, append, body, source }) => [how, append, body ?? source]),
      [
        ['text', true, 'APP_KEY=$APP_KEY\n'],
        ['text', false, 'A=1\nB=2\n'],
        ['environment', false, undefined],
        ['file', false, '.env.tpl'],
        ['file', false, '.env.base'],
        ['changed', false, undefined],
        ['text', false, 'A=1\nB=2\n'],
        ['unknown', false, undefined],
      ],
    );
  });

  it('keeps the order of all steps', () => {
    const scan = scanShell('cp .env.example .env && php artisan key:generate && rm -f .env');
    assert.deepEqual(
      scan.steps.map(({ kind }) => kind),
      ['copy', 'artisan', 'removal'],
    );
  });
});
