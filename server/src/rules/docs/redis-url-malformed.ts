import type { RuleDocs } from '../rule';

export const redisUrlMalformedDocs: RuleDocs = {
  problem: 'REDIS_URL is no URL that Laravel can read, or names no host.',
  why: `\`redis://:6379\` and \`unix:///…\` end in \`The database configuration URL is malformed.\` A bare name (\`REDIS_URL=redis\`) is taken for a
path: the host stays REDIS_HOST, which is 127.0.0.1 unless it is set, and the rest of the name becomes the number of the database.`,
  remedy: 'Write the whole URL, `redis://host:6379/0`, or set REDIS_HOST and REDIS_PORT instead.',
  silent:
    'Silent while nothing uses Redis, when the URL is empty (then it does not count), a placeholder, or in a Secret that is not visible.',
};
