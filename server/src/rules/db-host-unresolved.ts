import type { StackModel } from '../model/stackModel';
import { unresolved } from './endpointReports';
import { nearlyNamed } from './localEnvReports';
import type { Rule } from './rule';

export const dbHostUnresolved: Rule = {
  id: 'db-host-unresolved',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = unresolved(workload, 'database');
      if (report) yield report;
    }
    yield* nearlyNamed(stack, 'database');
  },
};
