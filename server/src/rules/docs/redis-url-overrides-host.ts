import type { RuleDocs } from '../rule';

export const redisUrlOverridesHostDocs: RuleDocs = {
  problem: 'REDIS_URL and REDIS_HOST are both set, and name different servers.',
  why: 'The host, port and password of REDIS_URL beat REDIS_HOST, REDIS_PORT and REDIS_PASSWORD. Who changes REDIS_HOST to move to another server changes nothing.',
  remedy: 'Keep one of the two.',
  silent: `Silent when both lead to the same server, when either is empty or cannot be known, when this app's config does not read
REDIS_URL, and when REDIS_HOST comes from the image and the pod sets REDIS_URL on purpose.`,
};
