import type { Analysis } from '../analysis/analyse';
import { isSecretName, tellsSecret } from '../analysis/secretLines';
import { variableChain } from '../model/explain';
import type { Because } from '../model/because';
import type { Endpoint, LaravelWorkload } from '../model/stackModel';
import type { Place } from '../text/place';
import { escapeMarkdown, inlineCode } from './markdown';
import { variableAt, type VariableUse } from './variableAt';

export interface Hover {
  readonly at: Place;
  readonly markdown: string;
}

/** Makes a link to a place out of it; the text is already safe. */
export type LinkTo = (at: Place) => string;

/** No more workloads than this are listed one by one. */
const MOST = 8;

/** What a variable is in each workload that has it, and why; on a host also what it resolves to. */
export function hover(analysis: Analysis, file: string, offset: number, link: LinkTo): Hover | undefined {
  const found = variableAt(analysis, file, offset);
  if (!found) return undefined;
  if (found.uses.length === 0) {
    const unused = `${inlineCode(found.name)}: no Laravel workload of this workspace reads it from here.`;
    return { at: found.at, markdown: unused };
  }
  const lines = [`**${escapeMarkdown(found.name)}** in effect:`, ''];
  for (const use of found.uses.slice(0, MOST)) lines.push(...describe(found.name, use, link));
  if (found.uses.length > MOST) lines.push(`… and in ${found.uses.length - MOST} more workloads.`);
  return { at: found.at, markdown: lines.join('\n') };
}

function describe(name: string, { stack, workload, variable }: VariableUse, link: LinkTo): string[] {
  const who = `${escapeMarkdown(`${workload.object.kind} ${workload.object.name.value}`)} _(${escapeMarkdown(stack)})_`;
  const effective = effectiveOf(name, workload);
  const lines = [
    `- ${who}: ${valueWords(name, variable)}${effective === undefined ? '' : ` ${effective.words}`}`,
  ];
  const chain = effective && effective.chain.length > 0 ? effective.chain : variableChain(variable);
  for (const { at, what } of chain.slice(0, 5)) lines.push(`  - ${escapeMarkdown(what)}, ${link(at)}`);
  return lines;
}

function valueWords(name: string, { state, value, secret, reason }: VariableUse['variable']): string {
  if (state === 'unknown') return `unknown: ${escapeMarkdown(reason ?? 'it cannot be seen')}.`;
  if (state === 'unset') return 'not set.';
  if (secret || isSecretName(name) || tellsSecret(value ?? '')) return 'set; the value is kept secret.';
  return value === '' ? 'the empty string.' : `${inlineCode(value)}.`;
}

interface Effective {
  readonly words: string;
  readonly chain: readonly Because[];
}

/** What the variable comes to for Laravel, where it decides one of the things that this is all about. */
function effectiveOf(name: string, workload: LaravelWorkload): Effective | undefined {
  const { session, store } = workload;
  switch (name) {
    case 'SESSION_DRIVER': {
      if (session.driver === 'unknown')
        return {
          words: `The driver is unknown: ${escapeMarkdown(session.reason ?? '')}.`,
          chain: session.chain,
        };
      const driver =
        session.driver === 'invalid' ? 'is none that Laravel knows' : `is ${inlineCode(session.driver)}`;
      return {
        words: `The driver ${driver}; sessions live ${escapeMarkdown(store.where)}.`,
        chain: session.chain,
      };
    }
    case 'REDIS_HOST':
      return endpointWords(workload.redis, 'Redis');
    case 'DB_HOST':
      return endpointWords(workload.database, 'the database');
    default:
      return undefined;
  }
}

function endpointWords(
  { resolution, chain, hostVariable, host, usedBy }: Endpoint,
  server: string,
): Effective {
  const shown =
    host === null || hostVariable?.secret === true || tellsSecret(host)
      ? 'The host'
      : `The host ${inlineCode(host)}`;
  const why = 'why' in resolution && resolution.resolves !== 'no' ? escapeMarkdown(resolution.why) : '';
  const users = usedBy.length > 0 ? ` It is used for ${usedBy.join(', ')}.` : '';
  const verdicts = {
    yes: `${shown} resolves: ${why}.`,
    no: `${shown} does not resolve in the cluster.`,
    external: `${shown} lies outside these manifests: ${why}.`,
    unknown: `Whether it resolves cannot be told: ${why}.`,
    'n/a': `Nothing uses ${server}.`,
  };
  return { words: `${verdicts[resolution.resolves]}${users}`, chain };
}
