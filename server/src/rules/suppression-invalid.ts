import type { Rule } from './rule';

export const suppressionInvalid: Rule = {
  id: 'suppression-invalid',
  severity: 'warning',
  scope: 'analysis',
};
