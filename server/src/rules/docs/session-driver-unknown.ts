import type { RuleDocs } from '../rule';

export const sessionDriverUnknownDocs: RuleDocs = {
  problem: 'The session driver is none that Laravel has, nor one that the app registers.',
  why: 'Every request that starts a session ends with `InvalidArgumentException: Driver [x] not supported.`, a 500 page for the visitor.',
  remedy:
    'Use `file`, `cookie`, `database`, `redis`, `memcached`, `dynamodb`, `apc` or `array`; with several pods, `redis` or `database`.',
  silent:
    'Silent when the app registers a driver of that name with `Session::extend`, and when the app is not in the workspace it is only likely.',
};
