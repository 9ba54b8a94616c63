import type { Rule } from './rule';

export const settingsInvalid: Rule = {
  id: 'settings-invalid',
  severity: 'error',
  scope: 'analysis',
};
