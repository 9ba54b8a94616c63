import type { RuleDocs } from '../rule';

export const envPlaceholderLiteralDocs: RuleDocs = {
  problem: 'A reference such as `${APP_DOMAIN}` or `$(APP_DOMAIN)` reaches Laravel as it is written.',
  why: `Kubernetes replaces \`$(NAME)\` in \`env\` only, and only names that are set before. It never replaces \`\${NAME}\`, and nothing at
all in a ConfigMap or Secret: what worked in \`.env\` is a plain text there.`,
  remedy: 'Write the value itself, or put the entry into `env` as `$(NAME)`, below the entry that sets NAME.',
  silent: `A warning only for names that sessions, the cache and the database rest on, and only where the name is a variable of the same
pod, so that no tool can be meant to fill it in. Silent where a script or pipeline replaces such texts (\`envsubst\`, \`sed\`, Flux).`,
};
