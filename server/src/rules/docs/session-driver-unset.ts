import type { RuleDocs } from '../rule';

export const sessionDriverUnsetDocs: RuleDocs = {
  problem: 'There may be several pods, nothing sets SESSION_DRIVER, and the app is not in this workspace.',
  why: `Then the default in the image decides: \`file\` up to Laravel 10, \`database\` on SQLite from 11. Both keep sessions inside each
pod, and visitors are logged out whenever a request reaches another one.`,
  remedy: 'Set SESSION_DRIVER beside the other variables, to `redis` or `database`.',
  silent: `Silent when the app is in the workspace (its own default counts then), when there is at most one pod, when a volume
that is shared, or may be, covers the storage directory, and when a Secret or ConfigMap that is not in the repository may set it. Information when a sticky hop keeps visitors on one pod.`,
};
