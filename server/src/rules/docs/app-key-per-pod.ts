import type { RuleDocs } from '../rule';

export const appKeyPerPodDocs: RuleDocs = {
  problem: '`key:generate` runs when a pod starts, so that each pod has an APP_KEY of its own.',
  why: `Cookies that one pod encrypts the others cannot read: they start a new session, and forms fail with "419 Page Expired". A restarted
pod cannot read its own earlier cookies, nor what the app keeps encrypted in the database (\`The MAC is invalid.\`).`,
  remedy: `Make one key with \`php artisan key:generate --show\`, keep it in a Secret, give it to all pods as APP_KEY, and take
\`key:generate\` out of the start.`,
  silent: `Silent when the environment sets APP_KEY, which beats what \`key:generate\` writes, when that may be so but cannot be seen, and when
the key is written to a volume that outlives the pod. A warning when there is only one pod.`,
};
