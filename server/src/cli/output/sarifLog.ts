import { docsOf } from '../../rules/docs/docsOf';
import { rules } from '../../rules/registry';
import type { Rule, Severity } from '../../rules/rule';
import type { JsonPosition } from './checkJson';
import type { Report, ReportedFinding } from './report';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

/**
 * A log in the Static Analysis Results Interchange Format 2.1.0, for GitHub code scanning and whatever else reads it.
 * Paths are relative to the folder that the command ran in, which is what `%SRCROOT%` stands for.
 */
export function sarifLog(
  { findings }: Report,
  run: { readonly version: string; readonly complete: boolean },
) {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Laravel K8s',
            semanticVersion: run.version,
            shortDescription: { text: 'Finds what breaks Laravel sessions on Kubernetes.' },
            rules: rules.map(descriptor),
          },
        },
        invocations: [{ executionSuccessful: run.complete }],
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The folder that the command ran in.' } },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(result),
      },
    ],
  };
}

function descriptor(rule: Rule) {
  const { problem, why, remedy, silent } = docsOf(rule);
  const page = [
    `# ${rule.id}`,
    problem,
    '## What happens',
    why,
    '## The way out',
    remedy,
    '## When it is silent',
    silent,
  ]
    .map((part) => part.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
  return {
    id: rule.id,
    name: rule.id,
    shortDescription: { text: withoutMarks(problem) },
    fullDescription: { text: withoutMarks(why) },
    help: { text: withoutMarks(`${problem} ${why} ${remedy}`), markdown: page },
    defaultConfiguration: { level: LEVELS[rule.severity], enabled: rule.optIn !== true },
    properties: { tags: ['laravel', 'kubernetes', 'sessions'] },
  };
}

/** Markdown as plain text: one line, without the marks of code and emphasis. */
function withoutMarks(markdown: string): string {
  return markdown.replace(/\s*\n\s*/g, ' ').replace(/`|\*\*/g, '');
}

function result(finding: ReportedFinding) {
  const { rule, severity, certainty, message, related, stacks, fixes, fingerprint } = finding;
  const { path, line, column, endLine, endColumn } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: escapeLinks(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(path),
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { 'laravelK8s/v1': fingerprint },
    properties: { certainty, stacks, fixes },
  };
}

function relatedLocation({ path, line, column, message }: JsonPosition & { message: string }, id: number) {
  return {
    id,
    message: { text: escapeLinks(message) },
    physicalLocation: {
      artifactLocation: artifact(path),
      region: { startLine: line, startColumn: column },
    },
  };
}

function artifact(path: string) {
  const whole = path.replace(/[\ud800-\udfff]/gu, '\uFFFD');
  return { uri: whole.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/** In a SARIF text, `[words](target)` is a link; a bracket with a backslash before it begins none (§ 3.11.6). */
function escapeLinks(text: string): string {
  return text.replace(/\[(?=[^[\]]*\]\()/g, '\\[');
}
