import type { RuleDocs } from '../rule';

export const suppressionInvalidDocs: RuleDocs = {
  problem: 'A comment or annotation that is to silence a rule names one that does not exist.',
  why: 'It has no effect: the finding that it was meant for is still there, or will be.',
  remedy: `Write the name of the rule as the finding shows it; the quick fix offers the nearest one. A reason stands behind two dashes:
\`# laravel-k8s-disable-next-line redis-host-unresolved -- the platform team runs it\`.`,
  silent: 'Silent in files that no stack and no app is made of.',
};
