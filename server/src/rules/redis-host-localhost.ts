import type { StackModel } from '../model/stackModel';
import { localhost } from './endpointReports';
import type { Rule } from './rule';

export const redisHostLocalhost: Rule = {
  id: 'redis-host-localhost',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = localhost(workload, 'redis');
      if (report) yield report;
    }
  },
};
