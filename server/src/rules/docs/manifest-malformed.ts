import type { RuleDocs } from '../rule';

export const manifestMalformedDocs: RuleDocs = {
  problem: 'A Kubernetes manifest is not valid YAML.',
  why: `\`kubectl apply\` refuses the whole file, so none of its objects reach the cluster. A common cause is a Service that was copied off
a web page which dropped the lines \`metadata:\`, \`spec:\`, \`selector:\` and \`ports:\`.`,
  remedy: 'Mend the line that is shown. A flattened Service is rebuilt by the quick fix.',
  silent: `Silent in workspaces without a Laravel app or workload, in Helm and other templates, and in files that are none of
Kubernetes' (no \`apiVersion\` and \`kind\`).`,
};
