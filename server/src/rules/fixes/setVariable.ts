import type { LaravelWorkload } from '../../model/stackModel';
import type { Provenance } from '../../model/provenance';
import type { EditRequest } from '../../text/editRequest';

/**
 * The change that gives one variable of a workload a value, where this workload really takes its environment from: the
 * place that decides it now, else a ConfigMap that it reads whole, else the container's own `env`, else its `.env` file.
 */
export function setVariable(workload: LaravelWorkload, name: string, value: string): EditRequest[] {
  const current = workload.environment.get(name);
  const winner = current.chain[0];
  const inPlace =
    winner?.source === 'env'
      ? replaceEntry(workload, name, value)
      : winner && !isMade(workload, winner)
        ? replaceWinner(winner, name, value, current.value)
        : undefined;
  if (inPlace) return [inPlace];
  return [addVariable(workload, name, value, winner === undefined)];
}

/** What commands write into the `.env`, of a Dockerfile or at start, is left alone: the real environment beats it. */
function isMade({ image, environment }: LaravelWorkload, { source, at }: Provenance): boolean {
  return source === 'dotenv' && (at.file === image?.dockerfile || environment.dotenv?.written === true);
}

/** The container's own entry gets the value. One that takes it from elsewhere is overruled: the last of equal names wins. */
function replaceEntry(
  { container: { env, envAt } }: LaravelWorkload,
  name: string,
  value: string,
): EditRequest | undefined {
  const entry = env.findLast((each) => each.name.value === name);
  if (!entry) return undefined;
  if (!entry.from) return { kind: 'set-pair', map: entry.at, key: 'value', value };
  return envAt && { kind: 'append-item', sequence: envAt, item: { name, value } };
}

function replaceWinner(
  winner: Provenance,
  name: string,
  value: string,
  current: string,
): EditRequest | undefined {
  if (winner.source === 'dotenv') return { kind: 'set-variable', file: winner.at.file, name, value };
  if (winner.source === 'service-link' || winner.source === 'image') return undefined;
  const details = winner.object?.details;
  if (details?.type === 'secret-source') return undefined;
  // The literal of a generator is as long as its value: kustomize encodes it by itself.
  const plain = winner.at.span.end - winner.at.span.start === current.length;
  if (details?.type === 'secret' && details.encoded && !plain) {
    return { kind: 'replace-scalar', at: winner.at, value: base64(value) };
  }
  return { kind: 'replace-scalar', at: winner.at, value };
}

/** `unset`: nothing in the real environment has the name, which would beat the `.env` file. */
function addVariable(workload: LaravelWorkload, name: string, value: string, unset: boolean): EditRequest {
  const { container, environment } = workload;
  const configMap = configMapOf(workload);
  if (configMap) return { kind: 'set-pair', map: configMap, key: name, value };
  if (container.envAt) return { kind: 'append-item', sequence: container.envAt, item: { name, value } };
  const { dotenv } = environment;
  if (unset && dotenv && !dotenv.locate && container.envFrom.length === 0) {
    return { kind: 'set-variable', file: dotenv.file.file, name, value };
  }
  return { kind: 'set-pair', map: container.at, key: 'env', value: [{ name, value }] };
}

/** The `data` of the last ConfigMap of this repository that the container reads whole. */
function configMapOf({ container, hosts, object }: LaravelWorkload) {
  for (const entry of [...container.envFrom].reverse()) {
    if (entry.kind !== 'ConfigMap' || entry.prefix !== '') continue;
    const found = hosts.index.find('config-map', entry.name.value, object.namespace?.value, object.at.file);
    if (found?.details.dataAt) return found.details.dataAt;
  }
  return undefined;
}

/** Where the variable would be set, in words: `ConfigMap "web-env"`. */
export function placeOfVariable(workload: LaravelWorkload, name: string): string {
  const winner = workload.environment.get(name).chain[0];
  if (winner && winner.source !== 'service-link' && winner.source !== 'image' && !isMade(workload, winner))
    return winner.what;
  for (const entry of [...workload.container.envFrom].reverse()) {
    if (entry.kind === 'ConfigMap' && entry.prefix === '') {
      const { hosts, object } = workload;
      const found = hosts.index.find('config-map', entry.name.value, object.namespace?.value, object.at.file);
      if (found?.details.dataAt) return `ConfigMap "${entry.name.value}"`;
    }
  }
  return `the env of container "${workload.container.name}"`;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
