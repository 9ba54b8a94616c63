import type { RuleDocs } from '../rule';

export const statefulDriverWithReplicasDocs: RuleDocs = {
  problem: 'Sessions live inside each pod, and there may be more than one pod.',
  why: `A Service spreads requests over the pods. A visitor who logs in on one pod is unknown to the next one: the login form
comes back, carts are empty, and forms fail with "419 Page Expired". Each rollout and each restart of a pod logs its visitors out
as well. \`file\` (Laravel's default up to version 10) writes to the pod's own disk; \`database\` (the default from 11) does the same
while \`DB_CONNECTION\` is \`sqlite\`, whose file lies in the pod.`,
  remedy: `Keep sessions where all pods reach them: \`SESSION_DRIVER=redis\` with a Redis Service, or \`SESSION_DRIVER=database\` on a
database server. Session affinity is a stopgap: it keeps a visitor on one pod, but a rollout still loses the sessions.`,
  silent: `Silent when the driver is not known, when there is at most one pod, or when a volume that all pods share covers the session
directory. A warning when the hop that chooses the pod is sticky, when a ReadWriteOnce claim or a directory of the node holds the sessions (they
are shared only while all pods sit on one node), or when something rests on a convention. Information when nothing shows that the app
uses sessions.`,
};
