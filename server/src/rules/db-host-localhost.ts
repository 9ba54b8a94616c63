import type { StackModel } from '../model/stackModel';
import { localhost } from './endpointReports';
import type { Rule } from './rule';

export const dbHostLocalhost: Rule = {
  id: 'db-host-localhost',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = localhost(workload, 'database');
      if (report) yield report;
    }
  },
};
