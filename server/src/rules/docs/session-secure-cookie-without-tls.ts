import type { RuleDocs } from '../rule';

export const sessionSecureCookieWithoutTlsDocs: RuleDocs = {
  problem: 'SESSION_SECURE_COOKIE is true, and the only way in that is defined here is plain http.',
  why: `A browser sends a secure cookie over https only, and drops one that comes over http. Over http the session is new with each
request: nobody can log in, and forms fail with "419 Page Expired".`,
  remedy: 'Add `tls` to the Ingress, or set SESSION_SECURE_COOKIE to false where visitors really use http.',
  silent: `Silent when TLS may end before the Ingress: a cloud load balancer, an annotation about certificates or https, an APP_URL that
begins with https. Silent when nothing routes requests from outside.`,
};
