import type { RuleDocs } from '../rule';

export const appKeyDiffersDocs: RuleDocs = {
  problem: 'Web workloads of one app have different APP_KEYs.',
  why: `Cookies that one of them encrypts the other cannot read. A visitor whose requests reach both is logged out again and again, and
forms fail with "419 Page Expired".`,
  remedy: 'Take APP_KEY from the same key of the same Secret in all of them.',
  silent: `Silent for values that cannot be seen, and where APP_PREVIOUS_KEYS is set for a rotation. Different apps may have different keys:
of those only an information is given, and only where they share a host, as both then write the cookie \`XSRF-TOKEN\`.`,
};
