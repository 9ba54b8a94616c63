import type { RuleDocs } from '../rule';

export const redisNotPersistentDocs: RuleDocs = {
  problem: 'Sessions are in a Redis that forgets them when it restarts.',
  why: `Without a volume the data of Redis goes with its pod, and with \`--save ""\` and no append-only file nothing is ever written. An update of
the node, an eviction or a new image then logs everybody out.`,
  remedy: 'Give Redis a claim for /data, and start it with `--appendonly yes`.',
  silent:
    'Off unless asked for: many are content to lose sessions at a restart of Redis. Silent when Redis is not run by the stack.',
};
