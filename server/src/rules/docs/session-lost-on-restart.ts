import type { RuleDocs } from '../rule';

export const sessionLostOnRestartDocs: RuleDocs = {
  problem: 'The only pod keeps sessions on its own disk or in its memory.',
  why: `With one pod everybody stays logged in until that pod ends. Each rollout, each eviction and each move to another node starts a new
pod with an empty disk, and everybody is logged out.`,
  remedy: `Keep sessions outside the pod: \`SESSION_DRIVER=redis\` with a Redis Service, or \`SESSION_DRIVER=database\` on a database
server.`,
  silent: `Off unless the settings name it, because a small app may well live with it. Silent when a volume covers the session directory and
when there may be more than one pod (then \`stateful-driver-with-replicas\` speaks).`,
};
