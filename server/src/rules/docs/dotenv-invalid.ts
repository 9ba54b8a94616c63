import type { RuleDocs } from '../rule';

export const dotenvInvalidDocs: RuleDocs = {
  problem: 'Laravel cannot read an env file of the app, or loses a part of it.',
  why: `One line that phpdotenv rejects is enough: Laravel prints \`The environment file is invalid!\` with \`Failed to parse dotenv file.\`
and exits. A quote that is never closed is worse: that line and all lines after it are lost without a word.`,
  remedy: 'Put values with blanks in double quotes, and close every quote.',
  silent: `A warning for files that Laravel does not load by themselves, such as \`.env.example\`. Silent for Laravel up to 5.7, whose parser has
other rules.`,
};
