import assert from 'node:assert/strict';
import { deployment, workloadOf, type Files, type Manifest } from './workspace';

const app: Files = {
  artisan: '#!/usr/bin/env php',
  'composer.json': '{"require": {"laravel/framework": "^10.0"}}',
  'config/session.php': "<?php return ['driver' => env('SESSION_DRIVER', 'file')];",
};

function found(files: Files, container: Manifest = {}) {
  return workloadOf({ ...app, ...files, 'k8s/web.yaml': [deployment({ container })] });
}

describe('image: which Dockerfile and stage', () => {
  const stages = [
    'FROM composer:2 AS vendor',
    'COPY composer.json .',
    'FROM php:8.3-fpm AS base',
    'WORKDIR /app',
    'FROM base AS development',
    'COPY . .',
    'ENV SESSION_DRIVER=array',
    'FROM base AS production',
    'COPY . .',
    'ENV SESSION_DRIVER=redis',
    'FROM base AS worker',
    'COPY . .',
    'ENV SESSION_DRIVER=cookie',
  ].join('\n');

  const driver = (files: Files, container: Manifest = {}) => found(files, container).session.driver;

  it('the last stage, if nothing says another', () => {
    assert.equal(driver({ Dockerfile: stages }), 'cookie');
  });

  it('the one that the image or the container is called after', () => {
    assert.equal(driver({ Dockerfile: stages }, { image: 'registry.example/shop/production:1' }), 'redis');
    assert.equal(driver({ Dockerfile: stages }, { name: 'development' }), 'array');
  });

  it('the one of the file that it is called after', () => {
    const files = {
      'docker/web.Dockerfile': 'FROM php:8.3-fpm\nCOPY . /app\nENV SESSION_DRIVER=redis',
      'docker/queue.Dockerfile': 'FROM php:8.3-cli\nCOPY . /app\nENV SESSION_DRIVER=array',
    };
    assert.equal(driver(files, { image: 'registry.example/shop-web' }), 'redis');
    assert.equal(driver(files, { image: 'registry.example/shop-queue' }), 'array');
  });

  it('the one whose image a compose file names', () => {
    const files = {
      'docker-compose.yml':
        'services:\n  a: {image: registry.example/one, build: {context: ., dockerfile: a/Dockerfile}}\n  b: {image: registry.example/two, build: {context: ., dockerfile: b/Dockerfile}}\n',
      'a/Dockerfile': 'FROM php:8.3-fpm\nCOPY . /app\nENV SESSION_DRIVER=redis',
      'b/Dockerfile': 'FROM php:8.3-fpm\nCOPY . /app\nENV SESSION_DRIVER=array',
    };
    assert.equal(driver(files, { image: 'registry.example/two:9' }), 'array');
    assert.equal(driver(files, { image: 'registry.example/one:9' }), 'redis');
  });

  it('none for an image of another app', () => {
    const { image } = found({
      'other/composer.json': app['composer.json'] ?? '',
      'other/Dockerfile': 'FROM php:8.3-fpm\nCOPY . /app\n',
    });
    assert.equal(image, undefined);
  });

  it("gives way to the pod's variables", () => {
    const env = [{ name: 'SESSION_DRIVER', value: 'file' }];
    assert.equal(driver({ Dockerfile: stages }, { env }), 'file');
  });
});

describe('image: its .env', () => {
  const dockerfile = (...lines: readonly string[]) =>
    ['FROM php:8.3-fpm', 'WORKDIR /app', ...lines].join('\n');
  const session = (files: Files, container: Manifest = {}) => {
    const { driver, certainty } = found(files, container).session;
    return `${driver}, ${certainty}`;
  };

  it('is the one that the build copies, under whichever name', () => {
    assert.equal(
      session({ Dockerfile: dockerfile('COPY . .'), '.env': 'SESSION_DRIVER=redis\n' }),
      'redis, certain',
    );
    const renamed = dockerfile('COPY . .', 'COPY .env.production .env');
    assert.equal(
      session({ Dockerfile: renamed, '.env.production': 'SESSION_DRIVER=redis\n' }),
      'redis, certain',
    );
    const moved = dockerfile('COPY . .', 'RUN cp .env.example .env');
    assert.equal(session({ Dockerfile: moved, '.env.example': 'SESSION_DRIVER=redis\n' }), 'redis, certain');
  });

  it('is not one that .dockerignore keeps out', () => {
    const files = {
      Dockerfile: dockerfile('COPY . .'),
      '.env': 'SESSION_DRIVER=redis\n',
      '.dockerignore': '.env*\n',
    };
    assert.equal(session(files), 'file, certain');
  });

  it('is never .env.example by itself, nor one for tests', () => {
    const files = {
      Dockerfile: dockerfile('COPY . .'),
      '.dockerignore': '.env\n',
      '.env.example': 'SESSION_DRIVER=redis\n',
      '.env.testing': 'SESSION_DRIVER=array\n',
    };
    assert.equal(session(files), 'file, certain');
  });

  it('may be one that is not in the repository', () => {
    assert.equal(session({ Dockerfile: dockerfile('COPY . .') }), 'file, likely');
    assert.equal(session({}), 'file, likely');
  });

  it('fills only what the pod does not set', () => {
    const files = { Dockerfile: dockerfile('COPY . .'), '.env': 'SESSION_DRIVER=redis\n' };
    assert.equal(session(files, { env: [{ name: 'SESSION_DRIVER', value: '' }] }), 'invalid, certain');
    assert.equal(session(files, { env: [{ name: 'OTHER', value: 'x' }] }), 'redis, certain');
  });

  it('is only likely to count beside a source that is not seen', () => {
    const files = { Dockerfile: dockerfile('COPY . .'), '.env': 'SESSION_DRIVER=redis\n' };
    assert.equal(session(files, { envFrom: [{ secretRef: { name: 'gone' } }] }), 'redis, likely');
  });
});

describe('image: a cached configuration', () => {
  const cached = (...lines: readonly string[]): Files => ({
    Dockerfile: [
      'FROM php:8.3-fpm',
      'WORKDIR /app',
      'COPY . .',
      'RUN php artisan config:cache',
      ...lines,
    ].join('\n'),
    '.dockerignore': '.env\n',
  });
  const env = [{ name: 'SESSION_DRIVER', value: 'redis' }];

  it('does not see what the pod is given', () => {
    const workload = found(cached(), { env });
    assert.deepEqual([workload.session.driver, workload.session.certainty], ['file', 'likely']);
    assert.ok(workload.config.frozenAt);
  });

  it('holds what the build had', () => {
    const files = {
      ...cached(),
      Dockerfile:
        'FROM php:8.3-fpm\nWORKDIR /app\nCOPY . .\nENV SESSION_DRIVER=cookie\nRUN php artisan optimize\n',
    };
    assert.equal(found(files, { env }).session.driver, 'cookie');
  });

  it('is unknown where the build may have had a .env that is not here', () => {
    assert.equal(found({ ...cached(), '.dockerignore': '' }, { env }).session.driver, 'unknown');
  });

  it('does not matter when it is made anew at the start', () => {
    const script = '#!/bin/sh\nphp artisan config:cache\nexec "$@"\n';
    for (const [files, container] of [
      [cached('ENTRYPOINT ["/app/start.sh"]', 'CMD ["php-fpm"]'), {}],
      [cached(), { command: ['sh', '-c', 'php artisan config:clear && php-fpm'] }],
      [cached(), { lifecycle: { postStart: { exec: { command: ['php', 'artisan', 'optimize'] } } } }],
    ] as const) {
      const workload = found({ ...files, 'start.sh': script }, { env, ...container });
      assert.equal(workload.session.driver, 'redis');
    }
  });
});
