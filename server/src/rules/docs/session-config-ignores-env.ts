import type { RuleDocs } from '../rule';

export const sessionConfigIgnoresEnvDocs: RuleDocs = {
  problem: "The environment sets a variable that this app's config does not read.",
  why: `Laravel reads only the names that stand in the app's own \`config/*.php\`. A name of another Laravel version (\`CACHE_DRIVER\` before
11, \`CACHE_STORE\` from 11 on; \`DATABASE_URL\` and \`DB_URL\`; \`QUEUE_DRIVER\` and \`QUEUE_CONNECTION\`), a name with a typing error, or a
value that is written into the config file has no effect, and a default decides instead.`,
  remedy: 'Rename the variable to the one that is read, or make the config file read it with `env()`.',
  silent: `Silent when the app is not in the workspace, when the app's own code reads the name, when the name that is read is set as well,
and when the config comes to the same value anyway.`,
};
