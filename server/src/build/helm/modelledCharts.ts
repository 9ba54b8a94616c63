/**
 * What the well-known charts of stores make, as far as an app needs to know: Services, ports, Secrets and pod labels.
 * Read in bitnami/charts and CloudPirates-io/helm-charts; by convention, so whatever rests on it is likely at best.
 */
import { entry, truth, type MapValue, type Value } from './value';

export interface ModelledService {
  /** Behind the full name: `-master`, or nothing. */
  readonly suffix: string;
  readonly headless?: boolean;
  /** The component whose pods it selects; all of the release's without one. */
  readonly component?: string;
}

export interface ModelledWorkload {
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly suffix: string;
  readonly component?: string;
  /** Undefined when it depends on values that are not known. */
  readonly replicas: number | undefined;
}

export interface ModelledChart {
  readonly port: number;
  readonly portName: string;
  /** The name of the container's port, to which the Services lead. */
  readonly targetPort: string;
  readonly services: readonly ModelledService[];
  readonly workloads: readonly ModelledWorkload[];
  /** Keys of the Secret that the chart makes under its full name; none when it makes no Secret. */
  readonly secretKeys: readonly string[];
  /** The variable by which the server is told its password, and its key; undefined when it asks for none. */
  readonly password?: { readonly variable: string; readonly key: string; readonly secret?: string };
}

type Model = (values: ChartValues) => ModelledChart | undefined;

/** The values under a dependency's name, over the chart's own defaults. */
export class ChartValues {
  constructor(private readonly values: MapValue) {}

  value(...path: string[]): Value | undefined {
    let value: Value | undefined = this.values;
    for (const key of path) {
      if (value?.kind === 'unknown') return value;
      value = entry(value, key);
    }
    return value;
  }

  text(path: readonly string[], otherwise: string): string | undefined {
    const value = this.value(...path);
    if (value === undefined || value.kind === 'nil') return otherwise;
    if (value.kind === 'string' && value.unknown === undefined)
      return value.text === '' ? otherwise : value.text;
    return undefined;
  }

  /** Whether a switch is on; undefined when it cannot be known. */
  flag(path: readonly string[], otherwise: boolean): boolean | undefined {
    const value = this.value(...path);
    return value === undefined || value.kind === 'nil' ? otherwise : truth(value);
  }

  number(path: readonly string[], otherwise: number): number | undefined {
    const value = this.value(...path);
    if (value === undefined || value.kind === 'nil') return otherwise;
    return value.kind === 'number' ? value.value : undefined;
  }
}

/** The model of a chart by the repository it comes from, or undefined for charts that are not modelled. */
export function modelOf(name: string, repository: string): Model | undefined {
  if (/bitnami/i.test(repository)) return Object.hasOwn(bitnami, name) ? bitnami[name] : undefined;
  if (/cloudpirates/i.test(repository))
    return Object.hasOwn(cloudPirates, name) ? cloudPirates[name] : undefined;
  return undefined;
}

const bitnami: Readonly<Record<string, Model>> = {
  redis: (values) => redisLike(values, 'master', 'redis-password', 'REDIS_PASSWORD', 'redis'),
  valkey: (values) => redisLike(values, 'primary', 'valkey-password', 'VALKEY_PASSWORD', 'tcp-redis'),
  'redis-cluster': (values) =>
    clusterLike(
      values,
      values.flag(['usePassword'], true),
      'redis-password',
      'REDIS_PASSWORD',
      ['existingSecret'],
      'tcp-redis',
    ),
  'valkey-cluster': (values) =>
    clusterLike(
      values,
      values.flag(['usePassword'], true),
      'valkey-password',
      'VALKEY_PASSWORD',
      ['existingSecret'],
      'tcp-redis',
    ),
  memcached: (values) => ({
    port: values.number(['service', 'ports', 'memcached'], 11211) ?? 11211,
    portName: 'memcache',
    targetPort: 'memcache',
    services: [{ suffix: '' }],
    workloads: [{ kind: 'Deployment', suffix: '', replicas: values.number(['replicaCount'], 1) }],
    secretKeys: values.flag(['auth', 'enabled'], false) === false ? [] : ['memcached-password'],
  }),
  mysql: (values) =>
    databaseLike(
      values,
      3306,
      'mysql',
      ['mysql-root-password', 'mysql-password'],
      'MYSQL_ROOT_PASSWORD',
      '-headless',
      'secondary',
    ),
  mariadb: (values) =>
    databaseLike(
      values,
      3306,
      'mysql',
      ['mariadb-root-password', 'mariadb-password'],
      'MARIADB_ROOT_PASSWORD',
      '-headless',
      'secondary',
    ),
  postgresql: (values) =>
    databaseLike(
      values,
      5432,
      'tcp-postgresql',
      ['postgres-password', 'password'],
      'POSTGRES_PASSWORD',
      '-hl',
      'read',
    ),
};

const cloudPirates: Readonly<Record<string, Model>> = {
  redis: (values) => simple(values, 6379, 'redis', ['redis-password'], 'REDIS_PASSWORD'),
  valkey: (values) => simple(values, 6379, 'valkey', ['password'], 'VALKEY_PASSWORD'),
  mariadb: (values) =>
    simple(values, 3306, 'mariadb', ['mariadb-root-password', 'mariadb-password'], 'MARIADB_ROOT_PASSWORD'),
  mysql: (values) => simple(values, 3306, 'mysql', ['mysql-root-password'], 'MYSQL_ROOT_PASSWORD'),
  postgres: (values) => simple(values, 5432, 'postgresql', ['postgres-password'], 'POSTGRES_PASSWORD'),
  memcached: (values) => ({
    ...simple(values, 11211, 'memcached', [], ''),
    password: undefined,
    secretKeys: [],
  }),
};

/** Redis and Valkey: a leader with or without followers, or equal nodes behind a sentinel. */
function redisLike(
  values: ChartValues,
  leader: string,
  key: string,
  variable: string,
  targetPort: string,
): ModelledChart | undefined {
  const architecture = values.text(['architecture'], 'replication');
  const sentinel = values.flag(['sentinel', 'enabled'], false);
  const auth = values.flag(['auth', 'enabled'], true);
  if (architecture === undefined || sentinel === undefined || auth === undefined) return undefined;
  const replicas = values.number(['replica', 'replicaCount'], 3);
  const existing = values.text(['auth', 'existingSecret'], '');
  const secret = existing === '' ? {} : { secret: existing };
  const port =
    values.number([leader, 'service', 'ports', leader === 'master' ? 'redis' : 'valkey'], 6379) ?? 6379;
  const base = {
    port,
    portName: 'tcp-redis',
    targetPort,
    secretKeys: auth && existing === '' ? [key] : [],
    password: auth && existing !== undefined ? { variable, key, ...secret } : undefined,
  };
  if (sentinel && architecture === 'replication') {
    return {
      ...base,
      services: [
        { suffix: '', component: 'node' },
        { suffix: '-headless', headless: true },
      ],
      workloads: [{ kind: 'StatefulSet', suffix: '-node', component: 'node', replicas }],
    };
  }
  const lead: ModelledWorkload = {
    kind: 'StatefulSet',
    suffix: `-${leader}`,
    component: leader,
    replicas: values.number([leader, 'count'], 1),
  };
  const services: ModelledService[] = [
    { suffix: `-${leader}`, component: leader },
    { suffix: '-headless', headless: true },
  ];
  if (architecture !== 'replication') return { ...base, services, workloads: [lead] };
  return {
    ...base,
    services: [...services, { suffix: '-replicas', component: 'replica' }],
    workloads: [lead, { kind: 'StatefulSet', suffix: '-replicas', component: 'replica', replicas }],
  };
}

function clusterLike(
  values: ChartValues,
  auth: boolean | undefined,
  key: string,
  variable: string,
  existingPath: readonly string[],
  targetPort: string,
): ModelledChart | undefined {
  if (auth === undefined) return undefined;
  const existing = values.text(existingPath, '');
  return {
    port: values.number(['service', 'ports', 'redis'], 6379) ?? 6379,
    portName: 'tcp-redis',
    targetPort,
    services: [{ suffix: '' }, { suffix: '-headless', headless: true }],
    workloads: [{ kind: 'StatefulSet', suffix: '', replicas: values.number(['cluster', 'nodes'], 6) }],
    secretKeys: auth && existing === '' ? [key] : [],
    password:
      auth && existing !== undefined
        ? { variable, key, ...(existing === '' ? {} : { secret: existing }) }
        : undefined,
  };
}

/** MySQL, MariaDB, PostgreSQL: one server, or a primary with others that follow. */
function databaseLike(
  values: ChartValues,
  port: number,
  portName: string,
  keys: readonly string[],
  variable: string,
  headless: string,
  follower: string,
): ModelledChart | undefined {
  const architecture = values.text(['architecture'], 'standalone');
  const existing = values.text(['auth', 'existingSecret'], '');
  if (architecture === undefined) return undefined;
  const base = {
    port:
      values.number(['primary', 'service', 'ports', portName === 'mysql' ? 'mysql' : 'postgresql'], port) ??
      port,
    portName,
    targetPort: portName,
    secretKeys: existing === '' ? keys : [],
    password:
      existing === undefined || keys[0] === undefined
        ? undefined
        : { variable, key: keys[0], ...(existing === '' ? {} : { secret: existing }) },
  };
  if (architecture !== 'replication') {
    return {
      ...base,
      services: [
        { suffix: '', component: 'primary' },
        { suffix: headless, headless: true, component: 'primary' },
      ],
      workloads: [{ kind: 'StatefulSet', suffix: '', component: 'primary', replicas: 1 }],
    };
  }
  const followers = values.number([follower === 'read' ? 'readReplicas' : 'secondary', 'replicaCount'], 1);
  return {
    ...base,
    services: [
      { suffix: '-primary', component: 'primary' },
      { suffix: `-primary${headless}`, headless: true, component: 'primary' },
      { suffix: `-${follower}`, component: follower },
      { suffix: `-${follower}${headless}`, headless: true, component: follower },
    ],
    workloads: [
      { kind: 'StatefulSet', suffix: '-primary', component: 'primary', replicas: 1 },
      { kind: 'StatefulSet', suffix: `-${follower}`, component: follower, replicas: followers },
    ],
  };
}

/** The charts of CloudPirates: one Service under the full name, and a headless one. */
function simple(
  values: ChartValues,
  port: number,
  portName: string,
  keys: readonly string[],
  variable: string,
): ModelledChart {
  const auth = values.flag(['auth', 'enabled'], true);
  const existing = values.text(['auth', 'existingSecret'], '');
  const replicated = values.text(['architecture'], 'standalone') !== 'standalone';
  const [key] = keys;
  return {
    port: values.number(['service', 'port'], port) ?? port,
    portName,
    targetPort: portName,
    services: [
      { suffix: '' },
      { suffix: '-headless', headless: true },
      ...(replicated ? [{ suffix: '-master' }, { suffix: '-sentinel' }] : []),
    ],
    workloads: [
      { kind: 'StatefulSet', suffix: '', replicas: replicated ? values.number(['replicaCount'], 3) : 1 },
    ],
    secretKeys: auth !== false && existing === '' ? keys : [],
    password:
      auth === true && key !== undefined && existing !== undefined
        ? { variable, key, ...(existing === '' ? {} : { secret: existing }) }
        : undefined,
  };
}
