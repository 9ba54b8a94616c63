import type { Severity } from '../../rules/rule';
import { plainText } from '../plainText';
import { worstFirst, type Report } from './report';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'info',
};

/** A Code Quality report as GitLab reads it: the part of the Code Climate format that its documentation names. */
export function gitlabCodeQuality({ findings }: Report) {
  return worstFirst(findings).map(({ rule, severity, path, line, endLine, message, fingerprint }) => ({
    description: plainText(message),
    check_name: rule,
    fingerprint,
    severity: SEVERITIES[severity],
    location: { path, lines: { begin: line, end: endLine } },
  }));
}
