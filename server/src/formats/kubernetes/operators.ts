import type { YamlMap } from '../yaml/tree';
import type { OperatorMade } from './facts';
import { plainText } from './read';

interface Operator {
  readonly what: string;
  readonly services: (name: string) => readonly string[];
  readonly secrets?: (name: string) => readonly string[];
}

/** Custom resources of data stores, by API group and kind, and the Services that their operators make. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  'postgresql.cnpg.io/Cluster': {
    what: 'CloudNativePG cluster',
    services: (name) => [`${name}-rw`, `${name}-ro`, `${name}-r`],
    secrets: (name) => [`${name}-app`, `${name}-superuser`],
  },
  'postgresql.cnpg.io/Pooler': { what: 'CloudNativePG pooler', services: (name) => [name] },
  'acid.zalan.do/postgresql': {
    what: 'Zalando PostgreSQL cluster',
    services: (name) => [name, `${name}-repl`, `${name}-pooler`, `${name}-config`],
  },
  'mysql.oracle.com/InnoDBCluster': {
    what: 'MySQL InnoDB cluster',
    services: (name) => [name, `${name}-instances`],
  },
  'k8s.mariadb.com/MariaDB': {
    what: 'MariaDB',
    services: (name) => [name, `${name}-primary`, `${name}-secondary`, `${name}-internal`],
  },
  'mariadb.mmontes.io/MariaDB': { what: 'MariaDB', services: (name) => [name, `${name}-primary`] },
  'k8s.mariadb.com/MaxScale': { what: 'MaxScale', services: (name) => [name] },
  'pxc.percona.com/PerconaXtraDBCluster': {
    what: 'Percona XtraDB cluster',
    services: (name) => [`${name}-haproxy`, `${name}-proxysql`, `${name}-pxc`, `${name}-haproxy-replicas`],
  },
  'pgv2.percona.com/PerconaPGCluster': {
    what: 'Percona PostgreSQL cluster',
    services: (name) => [`${name}-ha`, `${name}-pgbouncer`, `${name}-primary`],
  },
  'postgres-operator.crunchydata.com/PostgresCluster': {
    what: 'Crunchy PostgreSQL cluster',
    services: (name) => [`${name}-primary`, `${name}-ha`, `${name}-pgbouncer`, `${name}-replicas`],
  },
  'mysql.presslabs.org/MysqlCluster': {
    what: 'Presslabs MySQL cluster',
    services: (name) => [`${name}-mysql`, `${name}-mysql-master`, `${name}-mysql-replicas`],
  },
  'planetscale.com/VitessCluster': { what: 'Vitess cluster', services: () => [] },
  'databases.spotahome.com/RedisFailover': {
    what: 'Redis failover',
    services: (name) => [`rfs-${name}`, `rfr-${name}`, `rfrm-${name}`, `rfrs-${name}`],
  },
  'redis.redis.opstreelabs.in/Redis': {
    what: 'Redis',
    services: (name) => [name, `${name}-headless`, `${name}-additional`],
  },
  'redis.redis.opstreelabs.in/RedisReplication': {
    what: 'Redis replication',
    services: (name) => [name, `${name}-headless`, `${name}-master`, `${name}-replica`, `${name}-additional`],
  },
  'redis.redis.opstreelabs.in/RedisSentinel': {
    what: 'Redis Sentinel',
    services: (name) => [`${name}-sentinel`, `${name}-sentinel-headless`],
  },
  'redis.redis.opstreelabs.in/RedisCluster': {
    what: 'Redis cluster',
    services: (name) => [`${name}-leader`, `${name}-follower`, `${name}-master`],
  },
  'dragonflydb.io/Dragonfly': { what: 'Dragonfly', services: (name) => [name] },
  'app.redislabs.com/RedisEnterpriseDatabase': { what: 'Redis Enterprise', services: (name) => [name] },
  'hyperspike.io/Valkey': { what: 'Valkey', services: (name) => [name, `${name}-headless`] },
  'kubedb.com/Redis': { what: 'KubeDB Redis', services: (name) => [name, `${name}-pods`] },
  'kubedb.com/MySQL': { what: 'KubeDB MySQL', services: (name) => [name, `${name}-pods`] },
  'kubedb.com/Postgres': { what: 'KubeDB PostgreSQL', services: (name) => [name, `${name}-pods`] },
};

/** Groups whose kinds stand for managed stores outside the cluster or make Services of names unknown here. */
const OPEN_GROUPS =
  /(^|\.)(crossplane\.io|upbound\.io|services\.k8s\.aws|cnrm\.cloud\.google\.com|azure\.com|kubedb\.com|kubeblocks\.io|ot-container-kit\.io|redis\.com|stackgres\.io)$/;

export function readOperatorMade(
  root: YamlMap,
  group: string,
  kind: string,
  name: string,
): OperatorMade | undefined {
  const key = `${group}/${kind}`;
  const operator = Object.hasOwn(OPERATORS, key) ? OPERATORS[key] : undefined;
  if (operator) {
    return {
      type: 'operator',
      services: operator.services(name),
      secrets: operator.secrets?.(name) ?? [],
      open: operator.services(name).length === 0,
      what: `${operator.what} "${name}"`,
    };
  }
  if (OPEN_GROUPS.test(group)) {
    const written = plainText(root, 'spec', 'writeConnectionSecretToRef', 'name');
    return {
      type: 'operator',
      services: [],
      secrets: written === undefined ? [] : [written],
      open: true,
      what: `${kind} "${name}"`,
    };
  }
  return undefined;
}
