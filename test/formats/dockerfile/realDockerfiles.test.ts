import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { dockerignore } from '../../../server/src/formats/dockerfile/dockerignore';
import { imageContents, type ImageContents } from '../../../server/src/formats/dockerfile/imageContents';
import { parseDockerfile } from '../../../server/src/formats/dockerfile/parseDockerfile';
import { sharedFolder } from '../../support/shared';

describe('imageContents, on real projects', () => {
  const corpus = (): string | undefined => {
    const shared = sharedFolder();
    return shared === undefined ? undefined : path.join(shared, 'corpus');
  };

  function contents(dockerfile: string, folder: string, stage?: string): ImageContents {
    const root = path.join(corpus() ?? '', folder);
    const ignore = path.join(root, '.dockerignore');
    const isDirectory = (file: string): boolean =>
      existsSync(path.join(root, file)) && statSync(path.join(root, file)).isDirectory();
    const context = {
      has: (file: string) => existsSync(path.join(root, file)) && !isDirectory(file),
      isDirectory,
      isIgnored: dockerignore(existsSync(ignore) ? readFileSync(ignore, 'utf8') : ''),
    };
    const text = readFileSync(path.join(root, dockerfile), 'utf8');
    const found = imageContents(parseDockerfile(dockerfile, text), { context, ...(stage ? { stage } : {}) });
    assert.ok(found);
    return found;
  }

  it('reads every Dockerfile without a problem', function () {
    const folder = corpus();
    if (folder === undefined) return this.skip();
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?:^|\/)Dockerfile[^/]*$|\.dockerfile$/.test(file),
    );
    assert.ok(files.length > 20);
    for (const file of files) {
      const parsed = parseDockerfile(file, readFileSync(path.join(folder, file), 'utf8'));
      assert.deepEqual(parsed.problems, [], file);
      assert.ok(parsed.stages.length > 0, file);
    }
  });

  it('knows which .env is baked into an image of many stages', function () {
    if (corpus() === undefined) return this.skip();
    const folder = 'plain-dotenv-baked-in-image';
    assert.equal(contents('Dockerfile', folder, 'php-prod').dotenv?.path, '.env.production');
    assert.equal(contents('Dockerfile', folder, 'php-test').dotenv?.path, '.env.testing');
    assert.equal(contents('Dockerfile', folder, 'php-base').dotenv, undefined);
    assert.equal(contents('Dockerfile', folder).appRoot, undefined);
  });

  it('knows where the example is used as .env, and the script that starts the container', function () {
    if (corpus() === undefined) return this.skip();
    const found = contents('Dockerfile', 'kustomize-overlays-redis-ok');
    assert.deepEqual([found.dotenv?.path, found.appRoot?.path], ['.env.example', '/var/www/html']);
    assert.equal(found.program('start-container')?.path, '.docker/start-container');
  });

  it('sees the config that one stage caches and another does not', function () {
    if (corpus() === undefined) return this.skip();
    const folder = 'plain-config-cache-redis-cluster';
    const file = 'docker/php/8.1-alpine3.16/Dockerfile';
    assert.equal(contents(file, folder, 'fpm').configCached?.origin, 'generated');
    assert.equal(contents(file, folder, 'cli').configCached, undefined);
    assert.deepEqual(
      contents(file, folder, 'cron').process?.finals.map(({ kind }) => kind),
      ['cron'],
    );
  });

  it('sees what .dockerignore keeps out', function () {
    if (corpus() === undefined) return this.skip();
    assert.equal(contents('Dockerfile', 'plain-four-deployment-variants').contextDotenvAt, undefined);
    assert.equal(contents('Dockerfile', 'plain-secret-env-rwo-storage').contextDotenvAt, undefined);
    assert.notEqual(contents('Dockerfile', 'plain-database-driver-mysql').contextDotenvAt, undefined);
  });
});
