import type { RuleDocs } from '../rule';

export const sessionDriverArrayDocs: RuleDocs = {
  problem: 'The `array` session driver forgets everything at the end of each request.',
  why: `It is made for tests. In a web workload nobody can stay logged in, and every form that checks its CSRF token fails with
"419 Page Expired".`,
  remedy: 'Set `SESSION_DRIVER` to `redis` or `database`.',
  silent: 'Only web workloads count: workers have no sessions, and env files for tests are never read.',
};
