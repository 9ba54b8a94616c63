import assert from 'node:assert/strict';
import { deployment, service, workloadOf, type Files, type Manifest } from './workspace';

/** The role of a workload with this container. */
function role(container: Manifest, { name = 'shop', files = {}, more = [] as readonly Manifest[] } = {}) {
  return workloadOf({ ...files, 'k8s/all.yaml': [deployment({ name, container }), ...more] }, name).role;
}

const app: Files = { artisan: '', 'composer.json': '{"require": {"laravel/framework": "^11.0"}}' };

describe('role: by what the container runs', () => {
  for (const [command, expected] of [
    [['php-fpm'], 'web'],
    [['apache2-foreground'], 'web'],
    [['php', 'artisan', 'serve', '--host=0.0.0.0'], 'web'],
    [['php', 'artisan', 'octane:start', '--server=swoole'], 'web'],
    [['frankenphp', 'run'], 'web'],
    [['sh', '-c', 'php artisan migrate --force && php-fpm'], 'web'],
    [['sh', '-c', 'php artisan config:cache; exec apache2-foreground'], 'web'],
    [['sh', '-c', 'php-fpm -D && nginx -g "daemon off;"'], 'web'],
    [['php', 'artisan', 'queue:work', '--tries=3'], 'worker'],
    [['php', '/var/www/html/artisan', 'queue:listen'], 'worker'],
    [['php', 'artisan', 'horizon'], 'worker'],
    [['php', 'artisan', 'reverb:start'], 'worker'],
    [['php', 'artisan', 'pulse:check'], 'worker'],
    [['php', 'artisan', 'nightwatch:agent'], 'worker'],
    [['php', 'artisan', 'inertia:start-ssr'], 'worker'],
    [['sh', '-c', 'php artisan migrate --force && exec php artisan horizon'], 'worker'],
    [['php', 'artisan', 'schedule:work'], 'scheduler'],
    [['sh', '-c', 'while true; do php artisan schedule:run; sleep 60; done'], 'scheduler'],
    [['php', 'artisan', 'migrate', '--force'], 'migration'],
  ] as const) {
    it(`${command.join(' ')}: ${expected}`, () => {
      const [program, ...args] = command;
      // A port, which alone would make it web, does not outweigh what runs.
      const ports = [{ containerPort: 8080 }];
      assert.equal(role({ command: [...command], ports }), expected);
      assert.equal(role({ command: [program], args, ports }), expected);
      assert.equal(role({ args: [...command], ports }), expected);
    });
  }
});

describe('role: by what it is told', () => {
  for (const [name, value, expected] of [
    ['CONTAINER_ROLE', 'queue', 'worker'],
    ['CONTAINER_ROLE', 'scheduler', 'scheduler'],
    ['CONTAINER_ROLE', 'app', 'web'],
    ['CONTAINER_MODE', 'horizon', 'worker'],
    ['APP_ROLE', 'http', 'web'],
  ] as const) {
    it(`${name}=${value}: ${expected}`, () => {
      assert.equal(role({ env: [{ name, value }] }), expected);
    });
  }

  it('a command says more', () => {
    assert.equal(role({ command: ['php-fpm'], env: [{ name: 'CONTAINER_ROLE', value: 'queue' }] }), 'web');
  });
});

describe('role: by the image', () => {
  const image = (last: string): Files => ({
    ...app,
    Dockerfile: `FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\n${last}\n`,
  });

  it('its command counts where the container has none', () => {
    assert.equal(role({}, { files: image('CMD ["php", "artisan", "queue:work"]') }), 'worker');
    assert.equal(role({}, { files: image('CMD ["php", "artisan", "serve"]') }), 'web');
    assert.equal(
      role({ ports: [{ containerPort: 8080 }] }, { files: image('CMD php artisan horizon') }),
      'worker',
    );
  });

  it('the container says more', () => {
    const files = image('CMD ["php", "artisan", "serve"]');
    assert.equal(role({ args: ['php', 'artisan', 'queue:work'] }, { files }), 'worker');
  });
});

describe('role: by its surroundings', () => {
  it('a Service in front of it, an HTTP port or probe makes it web', () => {
    assert.equal(role({}, { more: [service('shop')] }), 'web');
    for (const containerPort of [80, 8000, 8080, 9000])
      assert.equal(role({ ports: [{ containerPort }] }), 'web');
    assert.equal(role({ ports: [{ containerPort: 4711, name: 'http' }] }), 'web');
    assert.equal(role({ readinessProbe: { httpGet: { path: '/up', port: 4711 } } }), 'web');
  });

  it('a Service for other pods does not', () => {
    assert.equal(role({}, { more: [service('other')] }), 'unknown');
  });

  for (const [name, expected] of [
    ['shop-queue', 'worker'],
    ['horizon', 'worker'],
    ['shop-scheduler', 'scheduler'],
    ['shop-cron', 'scheduler'],
    ['migrate', 'migration'],
    ['shop', 'unknown'],
  ] as const) {
    it(`the name ${name} alone: ${expected}`, () => assert.equal(role({}, { name }), expected));
  }

  it('a Service does not make web of a queue or of Reverb', () => {
    assert.equal(role({}, { name: 'reverb', more: [service('reverb')] }), 'worker');
    assert.equal(role({}, { name: 'queue', more: [service('queue')] }), 'worker');
  });
});

describe('role: of what runs to its end', () => {
  const job = (kind: string, command: readonly string[]) => {
    const { spec } = deployment({ container: { command } }) as { spec: Manifest };
    const manifest = { apiVersion: 'batch/v1', kind, metadata: { name: 'web' } };
    return kind === 'Job'
      ? { ...manifest, spec }
      : { ...manifest, spec: { schedule: '* * * * *', jobTemplate: { spec } } };
  };

  it('is never web', () => {
    const found = (kind: string, ...command: readonly string[]) =>
      workloadOf({ 'k8s/all.yaml': [job(kind, command), service('web')] }).role;
    assert.equal(found('Job', 'php', 'artisan', 'migrate', '--force'), 'migration');
    assert.equal(found('CronJob', 'php', 'artisan', 'schedule:run'), 'scheduler');
    assert.equal(found('CronJob', 'php', 'artisan', 'queue:work', '--stop-when-empty'), 'worker');
    assert.equal(found('Job', 'sh', '-c', 'php artisan db:seed && php-fpm -t'), 'migration');
  });
});
