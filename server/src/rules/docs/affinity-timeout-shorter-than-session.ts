import type { RuleDocs } from '../rule';

export const affinityTimeoutShorterThanSessionDocs: RuleDocs = {
  problem: 'Affinity ends before the session does.',
  why: `Sessions live in each pod, and affinity is what keeps a visitor on theirs. When its time is over the next request may go to another pod:
the visitor is logged out although SESSION_LIFETIME has not passed. ClientIP ends 10800 seconds (3 hours) after the last connection unless
\`timeoutSeconds\` says otherwise, and takes no more than 86400 (a day); a cookie ends with its own maximum age.`,
  remedy:
    'Make the time-out at least SESSION_LIFETIME × 60 seconds. For sessions longer than a day no ClientIP helps: keep them in Redis.',
  silent:
    'Silent when sessions live outside the pods, when there is one pod, when the lifetime is not known, and for cookies without a maximum age, which last as long as the browser is open.',
};
