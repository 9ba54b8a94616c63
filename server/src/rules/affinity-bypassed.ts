import { isPodLocal } from '../model/sessionStore';
import { isClientIp } from '../model/requestPath';
import type { StackModel } from '../model/stackModel';
import { addAffinity } from './fixes/addAffinity';
import { useRedis } from './fixes/useRedis';
import type { Rule } from './rule';

export const affinityBypassed: Rule = {
  id: 'affinity-bypassed',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { role, store, pods, path } = workload;
      if (role !== 'web' || !isPodLocal(store) || pods.max === undefined || pods.max < 2) continue;
      for (const hop of path.hops) {
        const affinity = hop.service.details.sessionAffinity;
        if (!affinity || !isClientIp(hop.service) || hop.honoursClientIp !== false || hop.sticky !== false)
          continue;
        yield {
          at: affinity.at,
          message: `ClientIP does not keep visitors on one pod: ${hop.because}. Sessions live in each pod, so visitors still lose them.`,
          certainty:
            hop.certainty === 'certain' && workload.session.certainty === 'certain' ? 'certain' : 'likely',
          related: [{ at: hop.at, message: `${hop.what} is defined here.` }],
          fixes: () => [...useRedis(workload), ...addAffinity(workload)],
          subject: `Service/${hop.service.namespace?.value ?? ''}/${hop.service.name.value}`,
        };
      }
    }
  },
};
