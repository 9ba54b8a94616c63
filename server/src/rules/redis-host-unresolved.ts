import type { StackModel } from '../model/stackModel';
import { unresolved } from './endpointReports';
import { nearlyNamed } from './localEnvReports';
import type { Rule } from './rule';

export const redisHostUnresolved: Rule = {
  id: 'redis-host-unresolved',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = unresolved(workload, 'redis');
      if (report) yield report;
    }
    yield* nearlyNamed(stack, 'redis');
  },
};
