import type { Analysis } from '../analysis/analyse';
import type { LaravelWorkload } from '../model/stackModel';
import type { Outcome } from '../model/survival';
import type { LinkTo } from './hover';
import { escapeMarkdown, inlineCode } from './markdown';

const SIGNS: Readonly<Record<Outcome, string>> = {
  kept: '✅ kept',
  lost: '❌ lost',
  split: '❌ split',
  unknown: '❔ unknown',
};

/** What happens to the sessions of every web workload, as a Markdown document. `link` makes a place one can follow. */
export function sessionReport(analysis: Analysis, title: string, link: LinkTo): string {
  const stacks = analysis.model.stacks.filter(({ workloads }) =>
    workloads.some(({ role }) => role === 'web'),
  );
  const lines = [`# Laravel sessions: ${escapeMarkdown(title)}`, ''];
  if (stacks.length === 0) {
    lines.push('No Laravel web workload was found here.', '');
    return lines.join('\n');
  }
  lines.push(...overview(stacks));
  for (const { stack, workloads } of stacks) {
    lines.push(`## ${escapeMarkdown(stack.name)}`, '');
    for (const workload of workloads) if (workload.role === 'web') lines.push(...section(workload, link));
  }
  return lines.join('\n');
}

function overview(stacks: Analysis['model']['stacks']): string[] {
  const rows = stacks.flatMap(({ stack, workloads }) =>
    workloads
      .filter(({ role }) => role === 'web')
      .map(
        (workload) =>
          `| ${escapeMarkdown(stack.name)} | ${escapeMarkdown(workload.object.name.value)} | ${inlineCode(workload.session.driver)} | ${podWords(workload)} | ${sign(workload, 'request to another pod')} | ${sign(workload, 'rollout')} | ${sign(workload, 'node loss')} |`,
      ),
  );
  return [
    '| stack | workload | driver | pods | other pod | rollout | node loss |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ];
}

function sign(workload: LaravelWorkload, event: string): string {
  return SIGNS[workload.survival.find((row) => row.event === event)?.outcome ?? 'unknown'];
}

function podWords({ pods }: LaravelWorkload): string {
  if (pods.max === undefined) return '?';
  if (pods.max === Infinity) return `${pods.min}+`;
  return pods.min === pods.max ? String(pods.max) : `${pods.min}–${pods.max}`;
}

function section(workload: LaravelWorkload, link: LinkTo): string[] {
  const { object, session, store, path, survival } = workload;
  const driver =
    session.driver === 'unknown'
      ? `unknown: ${escapeMarkdown(session.reason ?? '')}`
      : inlineCode(session.driver);
  return [
    `### ${escapeMarkdown(`${object.kind} ${object.name.value}`)}`,
    '',
    `${link(object.at)}. Taken for Laravel because ${escapeMarkdown(workload.evidence)}.`,
    '',
    `- **Driver** ${driver}. Sessions live ${escapeMarkdown(store.where)}.`,
    ...session.chain.map(({ at, what }) => `  - ${escapeMarkdown(what)}, ${link(at)}`),
    `- **Pods** ${podWords(workload)}`,
    ...workload.pods.because.map(({ at, what }) => `  - ${escapeMarkdown(what)}, ${link(at)}`),
    `- **Affinity** ${escapeMarkdown(path.because)}.`,
    '',
    '| event | sessions | why |',
    '|---|---|---|',
    ...survival.map(({ event, outcome, why }) => `| ${event} | ${SIGNS[outcome]} | ${escapeMarkdown(why)} |`),
    '',
  ];
}
