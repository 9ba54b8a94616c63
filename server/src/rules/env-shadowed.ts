import type { Provenance } from '../model/provenance';
import { isPodLocal } from '../model/sessionStore';
import { resolveHost } from '../model/hostResolution';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { setVariable } from './fixes/setVariable';
import type { Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const envShadowed: Rule = {
  id: 'env-shadowed',
  scope: 'workload',
  severity: 'information',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      if (workload.role !== 'web') continue;
      for (const report of [shadowedDriver(workload), shadowedHost(workload)]) if (report) yield report;
    }
  },
};

/** Drivers that all pods share. */
const SHARED: ReadonlySet<string> = new Set(['redis', 'database', 'memcached', 'dynamodb', 'cookie']);

function shadowedDriver(workload: LaravelWorkload): Report | undefined {
  const { session, store, pods } = workload;
  if (session.decidedBy !== 'environment' || pods.max === undefined) return undefined;
  const breaks =
    session.driver === 'array' ||
    session.driver === 'null' ||
    session.driver === 'invalid' ||
    (pods.max > 1 && isPodLocal(store));
  return breaks
    ? shadowed(workload, 'SESSION_DRIVER', (value) => SHARED.has(value.toLowerCase()))
    : undefined;
}

function shadowedHost(workload: LaravelWorkload): Report | undefined {
  const { redis, hosts } = workload;
  if (!redis.usedBy.includes('sessions') || redis.resolution.resolves !== 'no') return undefined;
  if (redis.hostVariable?.name !== 'REDIS_HOST') return undefined;
  return shadowed(workload, 'REDIS_HOST', (value) => resolveHost(hosts, value, undefined).resolves === 'yes');
}

function shadowed(
  workload: LaravelWorkload,
  name: string,
  isHealthy: (value: string) => boolean,
): Report | undefined {
  const variable = workload.environment.get(name);
  const [winner, ...rest] = variable.chain.filter(({ refers }) => !refers);
  if (variable.state !== 'set' || !winner || !DECLARED.has(winner.source)) return undefined;
  const loser = rest.find((each) => DECLARED.has(each.source) && !sameSource(each, winner));
  const value = loser && valueOf(workload, loser, name);
  if (!loser || value === undefined || value === variable.value || !isHealthy(value)) return undefined;
  return {
    at: winner.at,
    message: `${winner.what} overrules ${name} of ${loser.what} for ${workloadName(workload)}. The value that is overruled ("${value}") would keep sessions for all pods; the one that wins does not.`,
    certainty: variable.certainty === 'certain' ? 'certain' : 'likely',
    related: [{ at: loser.at, message: `${loser.what} sets "${value}" here.` }],
    fixes: () => [
      {
        title: `Set ${name} to "${value}" here, too`,
        edits: setVariable(workload, name, value),
        preferred: true,
      },
    ],
    subject: subjectOf(workload, name),
  };
}

const DECLARED: ReadonlySet<Provenance['source']> = new Set(['env', 'config-map']);

/** An overlay's patch and what it patches are one source. */
function sameSource(a: Provenance, b: Provenance): boolean {
  return a.source === b.source && a.object === b.object;
}

function valueOf(workload: LaravelWorkload, { object, at }: Provenance, name: string): string | undefined {
  const details = object?.details;
  const field =
    details?.type === 'config-map'
      ? [...details.data.values()].find(
          (each) => each.at.span.start === at.span.start && each.at.file === at.file,
        )
      : workload.container.env.find((entry) => entry.name.value === name && entry.value?.at === at)?.value;
  return field && field.unknown === undefined ? field.value : undefined;
}
