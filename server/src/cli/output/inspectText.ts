import type { Analysis } from '../../analysis/analyse';
import type { Because } from '../../model/because';
import type { Endpoint, LaravelWorkload } from '../../model/stackModel';
import { isShared } from '../../model/sessionStore';
import type { Outcome } from '../../model/survival';
import { plainText } from '../plainText';
import { shownPort } from './shownPort';
import { positions } from './checkJson';
import { painter } from './checkText';

type Paint = ReturnType<typeof painter>;

/** What really happens to sessions, workload by workload, in words and as tables. */
export function inspectText(analysis: Analysis, folder: string, colours: boolean): string {
  const paint = painter({ colours, folder });
  const position = positions(analysis.files, folder === '' ? '' : `${folder.replace(/\/+$/, '')}/`);
  const where = (at: Because['at']): string => {
    const { path, line } = position(at);
    return `${plainText(path)}:${line}`;
  };
  const lines: string[] = [];
  for (const { stack, workloads } of analysis.model.stacks) {
    if (workloads.length === 0) continue;
    lines.push(paint('bold', `Stack ${plainText(stack.name)}`) + paint('dim', ` (${stack.kind})`), '');
    const web = workloads.filter((workload) => workload.role === 'web');
    for (const workload of web) lines.push(...describe(workload, where, paint), '');
    const others = workloads.filter((workload) => workload.role !== 'web');
    if (others.length > 0)
      lines.push(`  ${paint('dim', 'Without sessions:')} ${others.map(brief).join(', ')}`, '');
  }
  if (lines.length === 0) {
    return `No Laravel workload was found${folder === '' ? '' : ` in ${plainText(folder)}`}: no container has APP_KEY or other variables of Laravel, runs artisan, or is built from a Laravel app here.\n`;
  }
  lines.push(...table(analysis, paint), '');
  return `${lines.join('\n')}\n`;
}

function brief({ object, role }: LaravelWorkload): string {
  return `${object.kind} ${plainText(object.name.value)} (${role})`;
}

function describe(workload: LaravelWorkload, where: (at: Because['at']) => string, paint: Paint): string[] {
  const { object, session, store, pods, path } = workload;
  const row = (name: string, text: string): string => `    ${paint('dim', name.padEnd(10))}${text}`;
  const links = (chain: readonly Because[]): string[] =>
    chain.map(({ at, what }) => `    ${' '.repeat(10)}${paint('dim', `↳ ${plainText(what)}, ${where(at)}`)}`);
  return [
    `  ${paint('bold', `${object.kind} ${plainText(object.name.value)}`)}  ${paint('dim', `${where(object.at)} · ${workload.evidence}`)}`,
    row('driver', `${driverWords(workload)}${session.certainty === 'likely' ? ' (likely)' : ''}`),
    ...links(session.chain),
    row('sessions', `live ${plainText(store.where)}`),
    row('pods', podWords(workload)),
    ...links(pods.because),
    row('affinity', affinityWords(workload)),
    row('', plainText(path.because)),
    row('redis', endpointWords(workload.redis)),
    ...links(workload.redis.usedBy.length > 0 ? workload.redis.chain : []),
    row('database', endpointWords(workload.database)),
    ...links(workload.database.usedBy.length > 0 ? workload.database.chain : []),
  ];
}

function driverWords({ session }: LaravelWorkload): string {
  if (session.driver === 'unknown') return `unknown: ${plainText(session.reason ?? 'nothing says')}`;
  if (session.driver === 'invalid') return 'none that Laravel knows';
  return session.driver;
}

function podWords({ pods }: LaravelWorkload): string {
  if (pods.max === undefined) return 'unknown';
  if (pods.max === Infinity) return `${pods.min} or more`;
  const surge = pods.surge > 0 ? `, up to ${pods.max + pods.surge} for a moment during a rollout` : '';
  return `${pods.min === pods.max ? pods.max : `${pods.min} to ${pods.max}`}${surge}`;
}

function affinityWords({ path, store }: LaravelWorkload): string {
  if (path.effective !== true && isShared(store)) return 'none, and none is needed';
  if (path.effective === true) return 'each visitor stays on one pod';
  return path.effective === false ? 'none: any pod may answer' : 'it cannot be told';
}

function endpointWords(endpoint: Endpoint): string {
  const { resolution, usedBy } = endpoint;
  if (usedBy.length === 0) return 'not used';
  const secret = endpoint.hostVariable?.secret === true;
  const host = endpoint.host === null ? 'unknown' : secret ? '(from a Secret)' : plainText(endpoint.host);
  const port =
    endpoint.port === null || endpoint.portVariable?.secret === true
      ? ''
      : `:${plainText(String(shownPort(endpoint)))}`;
  const verdicts: Readonly<Record<string, string>> = {
    no: 'does not resolve',
    external: 'outside the cluster',
    unknown: 'cannot be told',
  };
  const verdict =
    resolution.resolves === 'yes' ? plainText(resolution.why) : (verdicts[resolution.resolves] ?? '');
  return `${host}${port} → ${verdict} (for ${usedBy.join(', ')})`;
}

const COLUMNS = [
  'request to another pod',
  'pod restart',
  'rollout',
  'node loss',
  'restart of the store',
] as const;
const TITLES = ['other pod', 'restart', 'rollout', 'node loss', 'store'];
const COLOURS: Readonly<Record<Outcome, 'green' | 'red' | 'yellow' | 'dim'>> = {
  kept: 'green',
  lost: 'red',
  split: 'red',
  unknown: 'dim',
};

/** The session table: one line for each web workload, one column for each event. */
function table(analysis: Analysis, paint: Paint): string[] {
  const rows = analysis.model.stacks.flatMap(({ stack, workloads }) =>
    workloads
      .filter(({ role }) => role === 'web')
      .map((workload) => ({
        workload,
        cells: [
          plainText(stack.name),
          plainText(workload.object.name.value),
          workload.session.driver,
          podCell(workload),
        ],
      })),
  );
  if (rows.length === 0) return [];
  const heads = ['stack', 'workload', 'driver', 'pods'];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const pad = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [
    paint('bold', 'Sessions after …'),
    `  ${paint('dim', `${pad(heads)}  ${TITLES.map((title) => title.padEnd(9)).join('  ')}`)}`,
    ...rows.map(({ workload, cells }) => {
      const outcomes = COLUMNS.map((event) => {
        const outcome = workload.survival.find((each) => each.event === event)?.outcome ?? 'unknown';
        return paint(COLOURS[outcome], outcome.padEnd(9));
      });
      return `  ${pad(cells)}  ${outcomes.join('  ')}`.trimEnd();
    }),
  ];
}

function podCell({ pods }: LaravelWorkload): string {
  if (pods.max === undefined) return '?';
  if (pods.max === Infinity) return `${pods.min}+`;
  return pods.min === pods.max ? String(pods.max) : `${pods.min}-${pods.max}`;
}
