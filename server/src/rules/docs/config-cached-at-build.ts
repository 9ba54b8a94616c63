import type { RuleDocs } from '../rule';

export const configCachedAtBuildDocs: RuleDocs = {
  problem: 'The configuration is cached while the image is built, so variables of the pod do not reach it.',
  why: `\`php artisan config:cache\` (and \`optimize\`) writes down what \`env()\` says at that moment, which during a build is the defaults
of \`config/*.php\`. In the pod \`config/*.php\` is not read any more: SESSION_DRIVER, REDIS_HOST and all others from ConfigMaps and Secrets have no effect.`,
  remedy:
    'Run `php artisan config:cache` when the container starts, in the entry point before the server, and not in the Dockerfile.',
  silent: `Silent when the start of the container caches or clears the configuration, when the pod is given no variable that the config reads,
and for stages of the Dockerfile that the workload does not run. Other rules then judge what was cached.`,
};
