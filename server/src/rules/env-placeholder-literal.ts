import { literalReferences, type LiteralReference } from '../model/literalReferences';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { talksToStores } from './endpointReports';
import type { Report, Rule } from './rule';
import { workloadName } from './words';

export const envPlaceholderLiteral: Rule = {
  id: 'env-placeholder-literal',
  severity: 'warning',
  scope: 'workload',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      if (stack.hints.substitutes || !talksToStores(workload)) continue;
      for (const reference of literalReferences(workload)) {
        const report = checkReference(workload, reference);
        if (report) yield report;
      }
    }
  },
};

const DECISIVE =
  /^(SESSION_|REDIS_|CACHE_|DB_|DATABASE_URL$|APP_KEY$|QUEUE_|MEMCACHED_|SANCTUM_STATEFUL_DOMAINS$)/;

function checkReference(workload: LaravelWorkload, reference: LiteralReference): Report | undefined {
  const { name, at, target, source, why } = reference;
  if (!DECISIVE.test(name)) return undefined;
  return {
    at,
    message: `${name} of ${workloadName(workload)} refers to ${target}, and ${source} ${why}. Laravel gets the text "${target}" itself.`,
    certainty: 'certain',
  };
}
