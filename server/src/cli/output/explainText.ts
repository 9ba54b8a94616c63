import { docsOf } from '../../rules/docs/docsOf';
import type { Rule } from '../../rules/rule';
import { painter, wrap } from './checkText';

/** Everything about one rule, for a terminal. */
export function explainText(rule: Rule, colours: boolean): string {
  const paint = painter({ colours, folder: '' });
  const docs = docsOf(rule);
  const part = (title: string, text: string): string =>
    `${paint('bold', title)}\n${wrap(text.replace(/\n/g, ' '), 88)
      .map((line) => `  ${line}`)
      .join('\n')}\n`;
  return [
    `${paint('bold', rule.id)} (${rule.severity}${rule.optIn ? ', off unless asked for' : ''})\n`,
    part('What is wrong', docs.problem),
    part('What happens', docs.why),
    part('The way out', docs.remedy),
    part('When it is silent', docs.silent),
  ].join('\n');
}

/** All rules, a line each. */
export function ruleListText(all: readonly Rule[], colours: boolean): string {
  const paint = painter({ colours, folder: '' });
  const width = Math.max(...all.map(({ id }) => id.length));
  return all
    .map(
      (rule) =>
        `${paint('bold', rule.id.padEnd(width))}  ${rule.severity.padEnd(11)}  ${docsOf(rule).problem}\n`,
    )
    .join('');
}
