import { explain } from '../model/explain';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionSecureCookieWithoutTls: Rule = {
  id: 'session-secure-cookie-without-tls',
  scope: 'workload',
  severity: 'information',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

/** Controllers that end TLS themselves, and only where the Ingress tells them to. */
const OWN_TLS: ReadonlySet<string> = new Set([
  'ingress-nginx',
  'nginx-inc',
  'haproxy-ingress',
  'haproxytech',
  'traefik',
]);

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { role, environment, path } = workload;
  const secure = workload.configValue('session.secure');
  if (role !== 'web' || workload.usesSessions === 'no' || secure?.kind !== 'known' || secure.value !== true)
    return undefined;
  const url = environment.get('APP_URL');
  if (url.state === 'unknown' || url.value.startsWith('https:') || path.hops.length === 0) return undefined;
  const plain = path.hops.every(({ object, controller }) => {
    const { details, annotations } = object;
    return (
      details.type === 'ingress' &&
      !details.tls &&
      OWN_TLS.has(controller) &&
      ![...annotations].some(([key, { value }]) =>
        /ssl|tls|cert|acme|https|websecure|cloudflare|tunnel|hsts/i.test(`${key} ${value}`),
      )
    );
  });
  const { chain, certainty } = explain(secure, environment);
  const at = chain[0]?.at;
  if (!plain || !at || certainty === 'unknown') return undefined;
  return {
    at,
    message: `SESSION_SECURE_COOKIE is true, and ${path.hops[0]?.what ?? 'the Ingress'} has no TLS. If visitors of ${workloadName(workload)} use http, browsers drop the session cookie and nobody can log in.`,
    certainty: certainty === 'certain' ? 'certain' : 'likely',
    related: path.hops.map((hop) => ({ at: hop.at, message: 'No tls is defined here.' })),
    subject: subjectOf(workload, 'secure'),
  };
}
