import type { RuleDocs } from '../rule';

export const appKeyMissingDocs: RuleDocs = {
  problem: 'Nothing gives a web workload its APP_KEY.',
  why: `Without a key Laravel cannot encrypt cookies, and each page that starts a session fails with
\`No application encryption key has been specified.\``,
  remedy: `Make a key with \`php artisan key:generate --show\`, keep it in a Secret, and give it to every pod of the app with a
\`secretKeyRef\`. All pods need the same one.`,
  silent: `Silent when a Secret or ConfigMap that cannot be seen may hold it, when the image is not built in this workspace, when the image's
\`.env\` has it, and when a script brings variables along at start.`,
};
