import type { RuleDocs } from '../rule';

export const serviceNameInvalidDocs: RuleDocs = {
  problem: 'The name of a Service is none that Kubernetes takes.',
  why: `A Service's name becomes a DNS name: small letters, digits and hyphens, a letter first, no hyphen last, at most 63
characters. \`kubectl apply\` refuses anything else (\`a DNS-1035 label must consist of …\`), so the Service is never made.`,
  remedy: 'Rename it, with hyphens in place of underscores and dots, wherever it is named.',
  silent: 'Silent for placeholders and in stacks without a Laravel workload.',
};
