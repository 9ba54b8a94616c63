import type { RuleDocs } from '../rule';

export const suppressionUnusedDocs: RuleDocs = {
  problem: 'A comment or annotation silences a rule that has nothing to say there.',
  why: `What it was written for is mended, or has moved away from it. Left in place it would hide the next trouble of that kind
without anybody having looked at it.`,
  remedy: 'Remove it: there is a quick fix.',
  silent: `Silent where it cannot be told: the rule is switched off, or failed; the file is a template of a chart, does not parse,
belongs to a stack that does not build, or to none that is judged. A comment that names no rule counts as used as long
as any rule is switched off.`,
};
