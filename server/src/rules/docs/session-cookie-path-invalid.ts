import type { RuleDocs } from '../rule';

export const sessionCookiePathInvalidDocs: RuleDocs = {
  problem: 'SESSION_PATH does not begin with a slash.',
  why: `A browser ignores such a path and keeps the cookie for the directory of the page that set it. On other pages the session is
missing: visitors seem to be logged out, and forms fail with "419 Page Expired". A value such as \`C:/Program Files/Git/\` is what Git Bash
on Windows makes of \`/\`.`,
  remedy: 'Set SESSION_PATH to `/`, or leave it out.',
  silent: 'Silent for an empty path, which Laravel takes for `/`, and for values that cannot be known.',
};
