/**
 * Finds the container of a pod that runs Laravel. When in doubt it is none: what is not Laravel's is none of our business.
 */
import type { LaravelApp } from '../build/laravelApps';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import type { Container } from '../formats/kubernetes/facts';
import { runningContainers } from './runningContainers';
import { by, sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

export interface LaravelContainer {
  readonly container: Container;
  /** Why it is taken for Laravel, in words. */
  readonly evidence: string;
}

/** Names that Laravel's own configuration reads and hardly anything else does. */
const LARAVEL_NAMES: ReadonlySet<string> = new Set([
  'APP_KEY',
  'APP_DEBUG',
  'APP_PREVIOUS_KEYS',
  'SESSION_DRIVER',
  'SESSION_LIFETIME',
  'SESSION_CONNECTION',
  'CACHE_DRIVER',
  'CACHE_STORE',
  'QUEUE_CONNECTION',
  'QUEUE_DRIVER',
  'BROADCAST_DRIVER',
  'BROADCAST_CONNECTION',
  'LOG_CHANNEL',
  'LOG_DEPRECATIONS_CHANNEL',
  'DB_CONNECTION',
  'FILESYSTEM_DISK',
  'FILESYSTEM_DRIVER',
  'MAIL_MAILER',
  'MAIL_FROM_ADDRESS',
  'REDIS_CLIENT',
  'OCTANE_SERVER',
  'SANCTUM_STATEFUL_DOMAINS',
  'HORIZON_PREFIX',
  'TELESCOPE_ENABLED',
]);

/** Frameworks that share some of those names: AdonisJS has APP_KEY and SESSION_DRIVER too. */
const OTHER_FRAMEWORKS =
  /^(NODE_ENV|RAILS_ENV|RACK_ENV|DJANGO_SETTINGS_MODULE|FLASK_APP|SPRING_.*|ASPNETCORE_.*|APP_SECRET|MIX_ENV|GO_ENV)$/;

/** Images that run something else, whatever environment they are given. */
const OTHER_IMAGES =
  /(^|\/)(nginx|nginx-unprivileged|nginx-prometheus-exporter|httpd|mysql|mysql-server|mariadb|percona[\w-]*|postgres|postgresql|postgis|redis|redis-stack[\w-]*|redis-exporter|redis_exporter|valkey|keydb|dragonfly|memcached|mongo|mongodb|rabbitmq|busybox|alpine|ubuntu|debian|node|wordpress|phpmyadmin|adminer|elasticsearch|opensearch|kibana|grafana|prometheus|mailhog|mailpit|mailcatcher|minio|mc|traefik|caddy|haproxy|envoy|varnish|cloudsql-proxy|cloud-sql-proxy|gce-proxy|kafka|zookeeper|vault|consul|curl|kubectl|soketi|meilisearch|typesense|beanstalkd|certbot|python|golang|ruby|openjdk|oauth2-proxy|php-fpm-exporter|php-fpm_exporter|fluentd|fluent-bit|filebeat|promtail|git-sync|proxysql|pgbouncer|cloudflared|chrome|gotenberg|browserless)([:@]|$)/i;

/** The container of a pod that is most likely Laravel's, or undefined when none is. */
export function laravelContainer(
  index: StackIndex,
  workload: ObjectOf<'workload'>,
  apps: readonly LaravelApp[],
): LaravelContainer | undefined {
  const found = runningContainers(workload.details.template).flatMap((container, order) => {
    const evidence = evidenceOf(index, workload, container, apps);
    return evidence === undefined ? [] : [{ container, evidence, order, rank: rank(container) }];
  });
  return found.sort((a, b) => b.rank - a.rank || a.order - b.order)[0];
}

/** Among several with the same environment the one that speaks PHP, not the web server in front of it. */
function rank(container: Container): number {
  const name = `${container.name} ${container.image?.value ?? ''}`;
  const php = /php|fpm|laravel|octane|frankenphp|artisan|swoole|roadrunner/i.test(name) ? 2 : 0;
  const proxy = /nginx|proxy|caddy|apache|httpd|static|assets/i.test(name) ? -1 : 0;
  return php + proxy + (container.ports.some(({ port }) => port === 9000) ? 1 : 0);
}

function evidenceOf(
  index: StackIndex,
  workload: ObjectOf<'workload'>,
  container: Container,
  apps: readonly LaravelApp[],
): string | undefined {
  const command = [...container.command, ...container.args].map((word) => word.value).join(' ');
  if (/\bartisan\b/.test(command)) return 'its command runs artisan';
  if (OTHER_IMAGES.test(container.image?.value ?? '')) return undefined;
  const names = new Set([
    ...declaredNames(index, workload, container),
    ...mountedDotenvNames(index, workload, container),
  ]);
  const other = [...names].find((name) => OTHER_FRAMEWORKS.test(name));
  const laravel = [...names].filter((name) => LARAVEL_NAMES.has(name));
  if (other === undefined) {
    if (names.has('APP_KEY')) return 'its environment holds APP_KEY';
    if (laravel.length > 1) return `its environment holds ${laravel.slice(0, 3).join(', ')}`;
  }
  const twin = index.having(BY_ARTISAN_IMAGE, repository(container)).at(-1);
  if (twin) return `"${twin.name.value}" runs artisan from the same image`;
  const label = `${container.name} ${imageName(container)} ${workload.name.value}`.toLowerCase();
  if (/angular|react|vue|next|nuxt|svelte|vite|nginx|node/.test(label) && !/php|laravel/.test(label))
    return undefined;
  if (
    /laravel/.test(label) &&
    !/nginx|proxy|mysql|redis|postgres|mariadb|memcached/.test(imageName(container))
  ) {
    return 'it is called Laravel';
  }
  return apps.length > 0 ? evidenceByApp(label, container, laravel, apps) : undefined;
}

function evidenceByApp(
  label: string,
  container: Container,
  laravelNames: readonly string[],
  apps: readonly LaravelApp[],
): string | undefined {
  const speaksFpm = /php|fpm/.test(label) && !/phpmyadmin|exporter/.test(label);
  if (speaksFpm) return 'its image is called PHP and a Laravel app is in this workspace';
  const named = apps.find((app) => appNames(app).some((name) => label.includes(name)));
  if (named && (laravelNames.length > 0 || container.image !== undefined)) {
    return `its name is that of the Laravel app in ${named.root === '' ? 'this workspace' : `"${named.root}"`}`;
  }
  return laravelNames.length > 0 ? `its environment holds ${laravelNames.join(', ')}` : undefined;
}

/** Names that say which app is meant; `src` and `backend` say nothing. */
export function appNames(app: LaravelApp): string[] {
  const directory = app.root.split('/').at(-1) ?? '';
  const composer = app.composer?.name?.split('/').at(-1) ?? '';
  return [directory, composer]
    .map((name) => name.toLowerCase())
    .filter(
      (name) =>
        name.length > 3 &&
        !/^(src|source|code|backend|laravel|html|www|public|project|application|server|app|web|site|core)$/.test(
          name,
        ),
    );
}

function imageName(container: Container): string {
  return (container.image?.value ?? '').split('/').at(-1)?.split(/[:@]/)[0]?.toLowerCase() ?? '';
}

/** The image without its tag or digest; '' where none is written. */
function repository(container: Container): string {
  return (container.image?.value ?? '').replace(/@.*$/, '').replace(/:[^/]*$/, '');
}

/** The images of which a command in the workload runs artisan. */
const BY_ARTISAN_IMAGE = by('workload', ({ details }) => {
  const images = [...details.template.containers, ...details.template.initContainers].flatMap((container) => {
    const command = [...container.command, ...container.args].map((word) => word.value).join(' ');
    return /\bartisan\b/.test(command) ? repository(container) : [];
  });
  return [...new Set(images)].filter((image) => image !== '');
});

/** Names of variables that a container is given, as far as they are visible. */
function declaredNames(index: StackIndex, workload: ObjectOf<'workload'>, container: Container): string[] {
  const namespace = workload.namespace?.value;
  const names = container.env.map((entry) => entry.name.value);
  for (const entry of container.envFrom) {
    const object =
      entry.kind === 'Secret'
        ? index.find('secret', entry.name.value, namespace, workload.at.file)
        : index.find('config-map', entry.name.value, namespace, workload.at.file);
    const source = index
      .all('secret-source')
      .find(
        ({ details, namespace: own }) =>
          details.target.value === entry.name.value && sameNamespace(own, namespace),
      );
    const keys = [...(object?.details.data.keys() ?? []), ...(source?.details.keys?.keys() ?? [])];
    names.push(...keys.map((key) => entry.prefix + key));
  }
  return names;
}

function mountedDotenvNames(
  index: StackIndex,
  workload: ObjectOf<'workload'>,
  container: Container,
): string[] {
  const mounted = mountedDotenv(index, workload, container);
  return mounted ? [...parseDotenv(mounted.field.at.file, mounted.field.value).values.keys()] : [];
}

/** The key of a Secret or ConfigMap that is mounted as the application's `.env`. */
export function mountedDotenv(index: StackIndex, workload: ObjectOf<'workload'>, container: Container) {
  for (const mount of container.mounts) {
    const volume = workload.details.template.volumes.find(({ name }) => name === mount.volume);
    const source = volume?.source;
    if (!source || (source.kind !== 'Secret' && source.kind !== 'ConfigMap')) continue;
    const file = mountedKey(mount.path, mount.subPath, source.items);
    if (file === undefined) continue;
    const namespace = workload.namespace?.value;
    const object =
      source.kind === 'Secret'
        ? index.find('secret', source.name.value, namespace, workload.at.file)
        : index.find('config-map', source.name.value, namespace, workload.at.file);
    const field = object?.details.data.get(file);
    return field ? { field, mount, source, object } : undefined;
  }
  return undefined;
}

function mountedKey(
  path: string,
  subPath: string | undefined,
  items: ReadonlyMap<string, string> | undefined,
): string | undefined {
  const keyOf = (name: string): string | undefined =>
    items ? [...items].find(([, target]) => target === name)?.[0] : name;
  if (/\/\.env$/.test(path)) return keyOf(subPath ?? '.env');
  const asFile = items && [...items].find(([, target]) => target === '.env');
  return asFile && subPath === undefined ? asFile[0] : undefined;
}
