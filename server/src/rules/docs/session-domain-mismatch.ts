import type { RuleDocs } from '../rule';

export const sessionDomainMismatchDocs: RuleDocs = {
  problem: 'SESSION_DOMAIN covers none of the hosts that visitors use.',
  why: `A browser drops a cookie whose domain is not the host of the page or a parent of it. The session cookie never comes back: nobody can
log in, and forms fail with "419 Page Expired".`,
  remedy: `Leave SESSION_DOMAIN out, so that the cookie belongs to whatever host is visited, or set it to the host of the Ingress or to a
parent domain of all hosts.`,
  silent: `Silent when one of the hosts is covered, when a rule of the Ingress takes any host, when a host is a placeholder, and with packages
for tenants, which set the domain while the app runs.`,
};
