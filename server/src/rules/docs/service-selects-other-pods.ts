import type { RuleDocs } from '../rule';

export const serviceSelectsOtherPodsDocs: RuleDocs = {
  problem:
    'The Service of the web pods also selects pods that serve no pages: a database, Redis, queue workers.',
  why: `The Service spreads requests over all pods that its selector matches. Those that reach a pod without a web server fail with
\`502 Bad Gateway\` or \`Connection refused\`, again and again and by chance.`,
  remedy: 'Give the web pods a label of their own and add it to the selector of the Service.',
  silent: `Silent when labels cannot be known, for copies of one object, for several web workloads behind one Service (blue and green, canary),
and for Jobs.`,
};
