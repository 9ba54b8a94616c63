import assert from 'node:assert/strict';
import { baseImage } from '../../../server/src/formats/dockerfile/baseImage';
import { dockerignore } from '../../../server/src/formats/dockerfile/dockerignore';
import { imageContents, type ImageContents } from '../../../server/src/formats/dockerfile/imageContents';
import type { BuildContext } from '../../../server/src/formats/dockerfile/imageFile';
import { parseDockerfile } from '../../../server/src/formats/dockerfile/parseDockerfile';

const app = [
  'artisan',
  'composer.json',
  '.env.example',
  '.env.production',
  'app/Models/User.php',
  'docker/start.sh',
  'public/index.php',
];

function contextOf(paths: readonly string[], ignore = ''): BuildContext {
  return {
    has: (path) => paths.includes(path),
    isDirectory: (path) => paths.some((each) => each.startsWith(`${path}/`)),
    isIgnored: dockerignore(ignore),
  };
}

function contents(
  text: string,
  options: { paths?: readonly string[]; ignore?: string; stage?: string } = {},
): ImageContents {
  const { paths = app, ignore, stage } = options;
  const context = contextOf(paths, ignore);
  const found = imageContents(parseDockerfile('Dockerfile', text), {
    context,
    ...(stage === undefined ? {} : { stage }),
  });
  assert.ok(found);
  return found;
}

/** The `.env` in short: `context .env.production`, with what was done to it. */
function dotenv(text: string, options: Parameters<typeof contents>[1] = {}): string | undefined {
  const file = contents(text, options).dotenv;
  if (file === undefined) return undefined;
  const parts = [
    file.origin,
    file.path,
    file.present === false ? 'absent' : '',
    file.certainty,
    file.changes.length > 0 ? 'changed' : '',
  ];
  return parts.filter(Boolean).join(' ');
}

const php = 'FROM php:8.3-fpm\n';

describe('imageContents, the .env in the image', () => {
  it('comes from the context where COPY takes it along and nothing keeps it out', () => {
    const text = `${php}COPY . .\n`;
    assert.equal(dotenv(text, { paths: [...app, '.env'] }), 'context .env certain');
    assert.equal(dotenv(text, { paths: [...app, '.env'], ignore: '.env' }), undefined);
    assert.equal(dotenv(text, { paths: [...app, '.env'], ignore: '**/.env*' }), undefined);
    assert.equal(
      dotenv(text, { paths: [...app, '.env'], ignore: '*\n!.env\n!artisan' }),
      'context .env certain',
    );
  });

  it('is not taken for given when the workspace has none, but the instruction is named', () => {
    const text = `${php}COPY . .\n`;
    const found = contents(text);
    assert.equal(found.dotenv, undefined);
    assert.equal(
      found.contextDotenvAt && text.slice(found.contextDotenvAt.span.start, found.contextDotenvAt.span.end),
      'COPY . .',
    );
    assert.equal(contents(text, { ignore: '.env' }).contextDotenvAt, undefined);
    assert.equal(contents(`${text}COPY .env.production .env\n`).contextDotenvAt, undefined);
    assert.equal(contents(`${text}RUN cp .env.example .env\n`).contextDotenvAt, undefined);
    assert.notEqual(contents(`${text}RUN test -f .env || cp .env.example .env\n`).contextDotenvAt, undefined);
  });

  it('comes from the last instruction that puts one there', () => {
    assert.equal(dotenv(`${php}COPY . .\nCOPY .env.production .env\n`), 'context .env.production certain');
    assert.equal(dotenv(`${php}COPY .env.production .env\nCOPY . .\n`), 'context .env.production certain');
    assert.equal(
      dotenv(`${php}COPY .env.production .env\nCOPY . .\n`, { paths: [...app, '.env'] }),
      'context .env certain',
    );
    assert.equal(
      dotenv(`${php}COPY . .\nADD .env.production /var/www/html/.env\n`),
      'context .env.production certain',
    );
    assert.equal(dotenv(`${php}COPY . .\nCOPY .env.ci .env\n`), 'context .env.ci absent likely');
    assert.equal(dotenv(`${php}COPY . .\nCOPY .env.* ./\n`), undefined);
    assert.equal(
      dotenv(`${php}COPY . .\nCOPY --exclude=.env . .\n`, { paths: [...app, '.env'] }),
      'context .env certain',
    );
  });

  it('follows cp, mv and rm in RUN', () => {
    assert.equal(dotenv(`${php}COPY . .\nRUN cp .env.example .env\n`), 'context .env.example certain');
    assert.equal(
      dotenv(`${php}COPY . .\nRUN cd app && cp ../.env.production /var/www/html/.env\n`),
      'context .env.production certain',
    );
    assert.equal(dotenv(`${php}COPY . .\nRUN mv .env.production .env && rm .env\n`), undefined);
    assert.equal(dotenv(`${php}COPY . .\nRUN rm -f .env*\n`, { paths: [...app, '.env'] }), undefined);
    assert.equal(
      dotenv(`${php}COPY . .\nRUN [ -f .env ] || cp .env.example .env\n`),
      'context .env.example likely',
    );
    assert.equal(
      dotenv(`${php}COPY . .\nRUN [ -f .env ] || cp .env.example .env\n`, { paths: [...app, '.env'] }),
      'context .env certain',
    );
    assert.equal(
      dotenv(`${php}COPY . .\nRUN php -r "file_exists('.env') || copy('.env.example', '.env');"\n`),
      'context .env.example likely',
    );
    assert.equal(
      dotenv(`${php}COPY . .\nRUN cp .env.example .env && sed -i s/a/b/ .env\n`),
      'context .env.example certain changed',
    );
    assert.equal(
      dotenv(`${php}ENV F=.env.production\nCOPY . .\nRUN cp $F .env\n`),
      'context .env.production certain',
    );
    assert.equal(dotenv(`${php}COPY . .\nRUN cp .env.$STAGE .env\n`), undefined);
  });

  it('may be written by the build itself', () => {
    const heredoc = contents(`${php}COPY . .\nCOPY <<EOF .env\nAPP_ENV=production\nEOF\n`).dotenv;
    assert.deepEqual([heredoc?.origin, heredoc?.body], ['inline', 'APP_ENV=production\n']);
    const text = `${php}COPY . .\nRUN cat <<EOF > .env\nAPP_ENV=$X\nEOF\n`;
    const written = contents(text).dotenv;
    assert.deepEqual([written?.origin, written?.body, written?.expands], ['generated', 'APP_ENV=$X\n', true]);
    assert.equal(
      written?.bodyAt && text.slice(written.bodyAt.span.start, written.bodyAt.span.end),
      'APP_ENV=$X\n',
    );
    assert.equal(
      dotenv(`${php}COPY . .\nRUN cp .env.example .env\nRUN echo A=1 >> .env\n`),
      'context .env.example certain changed',
    );
    assert.equal(dotenv(`${php}COPY . .\nRUN echo A=1 >> .env\n`), 'generated certain');
  });

  it('goes from stage to stage', () => {
    const stages = `${php.trim()} AS base\nCOPY . .\nFROM base AS test\nCOPY .env.example .env\nFROM base AS prod\nCOPY .env.production .env\n`;
    assert.equal(dotenv(stages, { stage: 'test' }), 'context .env.example certain');
    assert.equal(dotenv(stages), 'context .env.production certain');
    const copied =
      'FROM composer AS build\nCOPY . /build\nRUN cp /build/.env.example /build/.env\nFROM php:8.3-apache\nCOPY --from=build /build /var/www/html\n';
    assert.equal(dotenv(copied), 'context .env.example certain');
    assert.equal(dotenv(copied.replace('--from=build', '--from=0')), 'context .env.example certain');
    assert.equal(
      dotenv('FROM php:8-fpm\nWORKDIR /web\nCOPY --from=ghcr.io/acme/code /src .\n'),
      'image /src/.env likely',
    );
    assert.equal(dotenv(`${php}COPY --from=composer:2 /usr/bin/composer /usr/bin/composer\n`), undefined);
  });

  it('does not run ONBUILD, and survives stages that copy from each other in all ways', () => {
    assert.equal(contents(`${php}ONBUILD COPY . .\n`).appRoot, undefined);
    let text = 'FROM php:8-fpm AS s0\nCOPY . .\n';
    for (let i = 1; i < 40; i++)
      text += `FROM s${i - 1} AS s${i}\n${'COPY --from=s' + (i - 1) + ' /var/www/html .\n'.repeat(1)}RUN cp a b && mv b a && cp a c\n`;
    assert.equal(dotenv(text, { paths: [...app, '.env'] }), 'context .env certain');
    const loop = `${php}COPY . .\nRUN ${'cp .env b && cp b .env && '.repeat(500)}true\n`;
    contents(loop, { paths: [...app, '.env'] });
  });
});

describe('imageContents, the app', () => {
  it('finds where artisan goes', () => {
    assert.deepEqual(contents(`${php}COPY . /srv/app\n`).appRoot, { path: '/srv/app', certainty: 'certain' });
    assert.deepEqual(
      contents(`${php}WORKDIR /app\nCOPY shop ./\n`, { paths: ['shop/artisan'] }).appRoot?.path,
      '/app',
    );
    assert.equal(contents('FROM nginx\nCOPY public /usr/share/nginx/html\n').appRoot, undefined);
    assert.equal(contents(`${php}COPY composer.json ./\n`).appRoot, undefined);
    const unknown = imageContents(parseDockerfile('Dockerfile', `${php}COPY . /srv\n`));
    assert.deepEqual(unknown?.appRoot, { path: '/srv', certainty: 'likely' });
    assert.equal(
      imageContents(parseDockerfile('Dockerfile', 'FROM nginx\nCOPY public /html/\n'))?.appRoot,
      undefined,
    );
  });

  it('notices a config that is cached by the build', () => {
    const text = `${php}COPY . .\nRUN php artisan config:cache\n`;
    const at = contents(text).configCached?.at;
    assert.equal(at && text.slice(at.span.start, at.span.end), 'php artisan config:cache');
    assert.notEqual(
      contents(`${php}COPY . .\nRUN php artisan optimize && php artisan route:cache\n`).configCached,
      undefined,
    );
    assert.notEqual(
      contents(`${php}COPY . .\nRUN php /var/www/html/artisan optimize\n`).configCached,
      undefined,
    );
    for (const rest of [
      'RUN php artisan view:cache',
      'RUN php artisan config:cache && php artisan config:clear',
      'RUN php artisan optimize\nRUN php artisan optimize:clear',
      'RUN php artisan config:cache\nRUN rm -rf bootstrap/cache/*.php',
      'ONBUILD RUN php artisan config:cache',
      'CMD php artisan config:cache && php-fpm',
      '# RUN php artisan config:cache',
    ]) {
      assert.equal(contents(`${php}COPY . .\n${rest}\n`).configCached, undefined, rest);
    }
    const copied = `${php.trim()} AS build\nCOPY . .\nRUN php artisan optimize\n${php}COPY --from=build /var/www/html .\n`;
    assert.notEqual(contents(copied).configCached, undefined);
    const other = `${php.trim()} AS build\nCOPY . .\nRUN php artisan optimize\n${php}COPY . .\n`;
    assert.equal(contents(other).configCached, undefined);
  });

  it('notices a key that the build generates', () => {
    const text = `${php}COPY . .\nRUN cp .env.example .env && php artisan key:generate --force\n`;
    const at = contents(text).keyGeneratedAt;
    assert.equal(at && text.slice(at.span.start, at.span.end), 'php artisan key:generate --force');
    assert.equal(
      contents(`${php}COPY . .\nRUN cp .env.example .env && php artisan key:generate --show\n`)
        .keyGeneratedAt,
      undefined,
    );
    assert.equal(contents(`${text}COPY .env.production .env\n`).keyGeneratedAt, undefined);
  });

  it('collects variables, ports, user and directory over the stages', () => {
    const found = contents(
      'FROM php:8-fpm AS a\nENV A=1 B=1\nEXPOSE 9000\nUSER root\nFROM a\nENV B=2\nWORKDIR /app\nUSER www-data\nEXPOSE 80 9000\n',
    );
    assert.deepEqual(
      [...found.env.values()].map(({ name, value }) => [name, value]),
      [
        ['A', '1'],
        ['B', '2'],
      ],
    );
    assert.deepEqual([found.ports, found.user, found.directory], [[9000, 80], 'www-data', '/app']);
  });
});

describe('imageContents, the process', () => {
  const kinds = (text: string): unknown[] | undefined =>
    contents(text).process?.finals.map(({ kind }) => kind);

  it('joins ENTRYPOINT and CMD, and falls back on what the base image runs', () => {
    assert.deepEqual(kinds(php), ['fpm']);
    assert.deepEqual(kinds('FROM php:8-apache\n'), ['apache']);
    assert.deepEqual(kinds('FROM nginx:1.27-alpine\n'), ['nginx']);
    assert.deepEqual(kinds(`${php}ENTRYPOINT ["tini", "--"]\nCMD ["php", "artisan", "horizon"]\n`), [
      'horizon',
    ]);
    assert.deepEqual(kinds(`${php}CMD php artisan optimize && php artisan octane:start\n`), ['octane']);
    assert.deepEqual(contents(`${php}ENTRYPOINT exec php-fpm\nCMD ["x"]\n`).argv, [
      '/bin/sh',
      '-c',
      'exec php-fpm',
    ]);
    assert.equal(contents('FROM acme/base\n').argv, undefined);
  });

  it('drops the CMD of an earlier stage when ENTRYPOINT is set anew', () => {
    assert.deepEqual(contents('FROM php:8-fpm AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["y"]\n').argv, ['y']);
    assert.deepEqual(contents('FROM php:8-fpm AS a\nENTRYPOINT ["y"]\nFROM a\nCMD ["z"]\n').argv, ['y', 'z']);
  });

  it('finds the script behind an entry point', () => {
    const found = contents(`${php}COPY docker/start.sh /usr/local/bin/start\nENTRYPOINT ["start"]\n`);
    assert.equal(found.program('start')?.path, 'docker/start.sh');
    assert.equal(found.file('/usr/local/bin/start')?.path, 'docker/start.sh');
    assert.equal(
      contents(`${php}COPY . .\nENTRYPOINT ["docker/start.sh"]\n`).program('docker/start.sh')?.path,
      'docker/start.sh',
    );
    assert.equal(found.program('php-fpm'), undefined);
  });

  it('knows base images by their names', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['php:8.3-fpm-alpine', 'php-fpm', true],
      ['docker.io/library/php:8.2-apache-bookworm', 'apache', true],
      ['php:8.4', 'cli', true],
      ['php:8.5-cli-alpine@sha256:abc', 'cli', true],
      ['dunglas/frankenphp:1-php8.3', 'frankenphp', true],
      ['serversideup/php:8.3-fpm-nginx', 'php-fpm', true],
      ['nginx:1.25', 'nginx', true],
      ['node:20', 'other', true],
      ['quay.io/acme/laravel-base:octane-1.1', 'octane', false],
      ['registry:5000/acme/php-nginx', 'php-fpm', false],
      ['localhost:5000/app', 'other', false],
    ];
    for (const [image, kind, known] of cases) {
      const base = baseImage(image);
      assert.deepEqual([base.kind, base.known], [kind, known], image);
    }
    assert.equal(baseImage(undefined).known, false);
  });

  it('has nothing to say without a stage', () => {
    assert.equal(imageContents(parseDockerfile('Dockerfile', '')), undefined);
    assert.equal(imageContents(parseDockerfile('Dockerfile', php), { stage: 'none' }), undefined);
  });
});
