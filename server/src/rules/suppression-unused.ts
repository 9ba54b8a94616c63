import type { Rule } from './rule';

export const suppressionUnused: Rule = {
  id: 'suppression-unused',
  severity: 'information',
  scope: 'analysis',
};
