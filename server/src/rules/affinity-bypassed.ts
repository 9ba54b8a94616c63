import { isPodLocal } from '../model/sessionStore';
import { isClientIp } from '../model/requestPath';
import type { StackModel } from '../model/stackModel';
import { addAffinity } from './fixes/addAffinity';
import { useRedis } from './fixes/useRedis';
import type { Rule } from './rule';

export const affinityBypassed: Rule = {
  id: 'affinity-bypassed',
  severity: 'warning',
  docs: {
    problem: '`sessionAffinity: ClientIP` on a Service that the ingress controller goes round.',
    why: `Most ingress controllers send requests straight to the pods: they read the list of endpoints and pick one themselves, so the
affinity of the Service is never consulted. Sessions that live in the pods are lost at random, as if nothing had been set.`,
    remedy: `Store sessions in Redis or a database, and no affinity is needed. As a stopgap, declare cookie affinity where this controller
looks for it.`,
    silent: `Silent when sessions live outside the pods (then the affinity is merely useless), when the controller is not known, when it
honours the Service (\`service-upstream\`, \`nativelb\`), and when its own affinity is declared as well.`,
  },
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
