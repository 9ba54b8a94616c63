import type { RuleDocs } from '../rule';

export const dotenvNotDeployedDocs: RuleDocs = {
  problem: 'The `.env` of the workspace says where sessions go, and nothing carries it into the pods.',
  why: `Laravel reads \`.env\` inside the container only. It is there when the image build copies it or when a Secret or ConfigMap is mounted
in its place. Otherwise the pods fall back to the default of \`config/session.php\`.`,
  remedy: 'Put SESSION_DRIVER and what belongs to it into the ConfigMap or the env of the Deployment.',
  silent: `Silent when the pods come to the same driver anyway, when a source that cannot be seen may set the variable, when the image is
not built in this workspace, and for files other than \`.env\`.`,
};
