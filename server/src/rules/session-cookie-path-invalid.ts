import type { StackModel } from '../model/stackModel';
import { configuredText } from './configReports';
import type { Fix, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionCookiePathInvalid: Rule = {
  id: 'session-cookie-path-invalid',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      if (workload.role !== 'web' || workload.session.driver === 'null') continue;
      const path = configuredText(workload, 'session.path');
      if (!path || path.value === '' || path.value.startsWith('/')) continue;
      const shown = path.secret ? 'SESSION_PATH' : `SESSION_PATH "${path.value}"`;
      const mangled = /^[A-Z]:[\\/]/i.test(path.value)
        ? ' It looks like a Windows path that a shell made out of "/".'
        : '';
      yield {
        at: path.at,
        message: `${shown} of ${workloadName(workload)} does not begin with "/". Browsers ignore it and send the session cookie to some pages only, so visitors seem to be logged out and forms fail with "419 Page Expired".${mangled}`,
        certainty: path.certainty,
        ...(workload.usesSessions === 'no' && { severity: 'information' as const }),
        related: path.related,
        fixes: () => {
          const edits = path.set('/');
          const fix: Fix = {
            title: 'Set the path of the session cookie to "/"',
            edits,
            preferred: true,
            safe: true,
          };
          return edits.length === 0 ? [] : [fix];
        },
        subject: subjectOf(workload, 'path'),
      };
    }
  },
};
