import type { Severity } from '../../rules/rule';
import { plainText } from '../plainText';
import { details } from './details';
import { count, reaches, type Report, type ReportedFinding } from './report';

/**
 * A report as JUnit writes it: a suite for each file that has findings, a case for each finding. What reaches the
 * severity that fails the run is a failure; what does not is a case that passed, with the finding as its output.
 */
export function junitXml({ findings, summary }: Report, failOn: Severity): string {
  const byFile = new Map<string, ReportedFinding[]>();
  for (const finding of findings) byFile.set(finding.path, [...(byFile.get(finding.path) ?? []), finding]);
  const suites = [...byFile].map(([file, own]) =>
    suite(
      file,
      own.map((finding) => testcase(finding, failOn)),
      failures(own, failOn),
    ),
  );
  // A report without a single case counts as a broken one with some readers.
  const clean = `    <testcase name="${count(summary.files, 'file')} read" classname="laravel-k8s" time="0" />`;
  if (suites.length === 0) suites.push(suite('laravel-k8s', [clean], 0));
  const tests = Math.max(1, findings.length);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="laravel-k8s" tests="${tests}" failures="${failures(findings, failOn)}" errors="0" time="0">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function failures(findings: readonly ReportedFinding[], failOn: Severity): number {
  return findings.filter(({ severity }) => reaches(severity, failOn)).length;
}

function suite(file: string, cases: readonly string[], failed: number): string {
  return [
    `  <testsuite name="${escape(file)}" tests="${cases.length}" failures="${failed}" errors="0" skipped="0" time="0">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function testcase(finding: ReportedFinding, failOn: Severity): string {
  const { rule, severity, path, line, column, message } = finding;
  const where = `${path}:${line}:${column}`;
  const text = [
    `${severity}  ${rule}  ${plainText(where)}`,
    plainText(message),
    ...details(finding).map((detail) => detail.text),
  ]
    .map(escape)
    .join('\n');
  const inner = reaches(severity, failOn)
    ? `<failure type="${rule}" message="${escape(message)}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return [
    `    <testcase name="${escape(`${rule} ${line}:${column}`)}" classname="${escape(path)}" file="${escape(path)}" line="${line}" time="0">`,
    `      ${inner}`,
    '    </testcase>',
  ].join('\n');
}

/** A text for an attribute or between tags. What XML 1.0 does not allow, in whatever form, becomes U+FFFD. */
function escape(text: string): string {
  return plainText(text)
    .replace(/[\ud800-\udfff]|[\ufffe\uffff]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
