import type { Provenance } from '../model/provenance';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { talksToStores } from './endpointReports';
import type { Report, Rule } from './rule';
import { list, subjectOf, workloadName } from './words';

export const configCachedAtBuild: Rule = {
  id: 'config-cached-at-build',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { config, environment, image, readNames } = workload;
  if (!talksToStores(workload) || !config.frozenAt || !image) return undefined;
  const lost = [...environment.names].filter((name) => {
    const [winner] = environment.get(name).chain;
    return winner && DECLARED.has(winner.source) && readNames.has(name) && DECISIVE.test(name);
  });
  if (lost.length === 0) return undefined;
  const order = (name: string): number =>
    name === 'SESSION_DRIVER' ? 0 : name.startsWith('SESSION_') ? 1 : name.startsWith('REDIS_') ? 2 : 3;
  const named = [...lost].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1)).slice(0, 3);
  const shown = lost.length > named.length ? [...named, 'others'] : named;
  const places = named.flatMap((name) => {
    const [winner] = environment.get(name).chain;
    return winner
      ? [{ at: winner.at, message: `${name} of ${workloadName(workload)} is set here in vain.` }]
      : [];
  });
  return {
    at: config.frozenAt,
    message: `The configuration is cached while the image is built, so ${list(shown)} of ${workloadName(workload)} ${shown.length === 1 ? 'does' : 'do'} not reach it. The pods use the values of the build. Cached when the container starts, they would count.`,
    certainty: image.certainty === 'certain' ? 'certain' : 'likely',
    ...(image.certainty !== 'certain' && { severity: 'information' as const }),
    related: places,
    subject: subjectOf(workload, 'config:cache'),
  };
}

const DECLARED: ReadonlySet<Provenance['source']> = new Set(['env', 'config-map', 'secret']);

const DECISIVE = /^(SESSION_|REDIS_|CACHE_|DB_|DATABASE_URL$|APP_KEY$|APP_URL$|QUEUE_|MEMCACHED_)/;
