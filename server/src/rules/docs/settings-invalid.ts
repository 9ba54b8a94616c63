import type { RuleDocs } from '../rule';

export const settingsInvalidDocs: RuleDocs = {
  problem: 'The settings file `.laravel-k8s.yaml` says something that does not count.',
  why: `What is misspelt or of the wrong kind has no effect: a rule that was to be an error stays a warning, a file that was to be
left out is judged. The rest of the file counts all the same. If all that \`environments\` or \`apps\` name is missing,
everything is judged, as if they were not there.`,
  remedy:
    'Write the name that was meant; the quick fix offers the nearest one. [docs/settings.md](../settings.md) lists them.',
  silent: `It speaks of that file alone, in folders without Laravel too. Globs in \`exclude\` and \`overrides\` that match no file, and
names of external objects, are not questioned.`,
};
