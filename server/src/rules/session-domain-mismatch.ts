import { visitedHosts } from '../model/visitedHosts';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { configuredText, hasTenants } from './configReports';
import type { Fix, Report, Rule } from './rule';
import { list, subjectOf, workloadName } from './words';

export const sessionDomainMismatch: Rule = {
  id: 'session-domain-mismatch',
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
  const { role, session, app } = workload;
  if (role !== 'web' || session.driver === 'null' || workload.usesSessions === 'unknown') return undefined;
  if (hasTenants(workload)) return undefined;
  if (app?.facts.some(({ kind, name }) => kind === 'config-set' && /^session(\.domain)?$/.test(name ?? '')))
    return undefined;
  const domain = configuredText(workload, 'session.domain');
  if (!domain || domain.value.trim() === '' || domain.secret) return undefined;
  const hosts = visitedHosts(workload);
  if (!hosts || hosts.some((host) => covers(domain.value, host.value))) return undefined;
  const names = [...new Set(hosts.map(({ value }) => value))];
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return {
    at: domain.at,
    message: `SESSION_DOMAIN is "${domain.value}", and visitors of ${workloadName(workload)} use ${list(shown)}. Browsers drop the session cookie there, so nobody can log in and forms fail with "419 Page Expired".`,
    certainty: domain.certainty,
    ...(workload.usesSessions === 'no' && { severity: 'information' as const }),
    related: [
      ...hosts.map(({ at, value }) => ({ at, message: `Visitors use ${value}.` })),
      ...domain.related,
    ],
    fixes: () =>
      names.slice(0, 3).flatMap((name, order): Fix[] => {
        const value = name.startsWith('*.') ? name.slice(1) : name;
        const edits = domain.set(value);
        const title = `Set SESSION_DOMAIN to "${value}"`;
        return edits.length === 0 ? [] : [{ title, edits, preferred: order === 0 }];
      }),
    subject: subjectOf(workload, 'domain'),
  };
}

/** A cookie's domain covers itself and what lies below it; of a wildcard host any name may be visited. */
function covers(written: string, visited: string): boolean {
  const domain = written.trim().toLowerCase().replace(/^\./, '');
  const host = visited.toLowerCase().replace(/\.$/, '');
  const base = host.replace(/^\*\./, '');
  if (host === domain || base === domain || base.endsWith(`.${domain}`)) return true;
  return host.startsWith('*.') && domain.endsWith(`.${base}`);
}
