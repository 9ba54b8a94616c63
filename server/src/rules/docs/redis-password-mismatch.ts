import type { RuleDocs } from '../rule';

export const redisPasswordMismatchDocs: RuleDocs = {
  problem: 'Redis and Laravel do not agree about the password.',
  why: `A server with a password answers \`NOAUTH Authentication required.\` to who sends none, and \`WRONGPASS\` to who sends another one. A
server without one answers \`ERR AUTH <password> called without any password configured\`.`,
  remedy: 'Take REDIS_PASSWORD from the Secret and key that the server takes it from.',
  silent: `Silent when the server is not in the stack or its configuration is not visible, when either password cannot be known, and when
two Secrets hold the same password. An empty password is none, on both sides.`,
};
