import type { SurvivalEvent } from '../../model/survival';
import { markdownText } from './markdownText';
import type { SessionRow } from './sessionRows';

const COLUMNS: Readonly<Partial<Record<SurvivalEvent, string>>> = {
  'request to another pod': 'other pod',
  'pod restart': 'restart',
  rollout: 'rollout',
  'scale out': 'scale out',
  'node loss': 'node loss',
  'restart of the store': 'store restarts',
};

/**
 * The table of what events do to the sessions of each web workload, under a heading; nothing without workloads. What
 * differs from an earlier report is shown as before → now.
 */
export function sessionTable(
  rows: readonly SessionRow[],
  earlier: readonly SessionRow[] | undefined,
): string[] {
  const before = new Map((earlier ?? []).map((row) => [keyOf(row), row]));
  const now = new Set(rows.map(keyOf));
  const gone = (earlier ?? []).filter((row) => !now.has(keyOf(row)));
  const lines = [
    ...rows.map((row) =>
      line(row, before.get(keyOf(row)), earlier && !before.has(keyOf(row)) ? ' (new)' : ''),
    ),
    ...gone.map((row) => line(row, undefined, ' (gone)')),
  ];
  if (lines.length === 0) return [];
  const heads = ['workload', 'sessions', 'pods', ...Object.values(COLUMNS)];
  const table = [heads, heads.map(() => '---')].map((cells) => `| ${cells.join(' | ')} |`);
  return ['### What happens to sessions', [...table, ...lines].join('\n')];
}

function keyOf({ stack, kind, workload }: SessionRow): string {
  return JSON.stringify([stack, kind, workload]);
}

function line(row: SessionRow, before: SessionRow | undefined, note: string): string {
  const cells = [
    `${markdownText(`${row.kind} ${row.workload}`)}, ${markdownText(row.stack)}${note}`,
    change(before && sessions(before), sessions(row)),
    change(before && podWords(before), podWords(row)),
    ...Object.keys(COLUMNS).map((event) => change(before && outcome(before, event), outcome(row, event))),
  ];
  return `| ${cells.join(' | ')} |`;
}

function change(before: string | undefined, now: string): string {
  return before === undefined || before === now ? now : `${before} → **${now}**`;
}

function sessions({ driver, store }: SessionRow): string {
  return `${markdownText(driver)}, ${markdownText(store)}`;
}

function podWords({ pods: { min, max } }: SessionRow): string {
  if (max === null) return `${min} or more`;
  return min === max ? String(max) : `${min} to ${max}`;
}

function outcome({ survival }: SessionRow, event: string): string {
  return markdownText(survival.find((each) => each.event === event)?.outcome ?? 'unknown');
}
