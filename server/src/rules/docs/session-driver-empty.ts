import type { RuleDocs } from '../rule';

export const sessionDriverEmptyDocs: RuleDocs = {
  problem: 'SESSION_DRIVER is set to the empty string, or to `null`.',
  why: `An empty variable is set all the same, so Laravel's default does not apply: with the empty string every request fails with
\`ArgumentCountError: Too few arguments to function Illuminate\\Support\\Manager::createDriver()\`. \`null\` switches sessions off without a
word: nobody can log in.`,
  remedy: 'Give it a driver, or remove the entry so that the default of `config/session.php` applies.',
  silent: 'Silent for values that cannot be known, such as those of a Secret that is not in the repository.',
};
