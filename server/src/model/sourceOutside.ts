import { CHART_LIKE_NAME, resolveHost, type HostContext } from './hostResolution';
import { isPlaceholder } from '../text/placeholder';

/**
 * Why a Secret or ConfigMap that the stack lacks may be in the cluster all the same; undefined when nothing says so.
 * Charts and operators give their Secrets the names of their Services, so what makes those counts as well.
 */
export function sourceOutside(
  context: HostContext,
  kind: 'Secret' | 'ConfigMap',
  name: string,
): string | undefined {
  const { hints, index, stack } = context;
  if (isPlaceholder(name) || name === '') return 'its name is a placeholder';
  if ((kind === 'Secret' ? hints.secrets : hints.configMaps).has(name)) return 'a script makes it';
  if (kind === 'Secret' ? hints.anySecret : hints.anyConfigMap)
    return 'a script makes objects of computed names';
  if (hints.defined.has(`${kind}/${name}`)) return 'it is defined elsewhere in this workspace';
  if (stack.outside[0] !== undefined) return stack.outside[0];
  if (stack.problems[0]) return 'the stack could not be built as a whole';
  const source = index
    .all('secret-source')
    .find(({ details }) => details.target.value === name || details.target.unknown !== undefined);
  if (source) return `${source.kind} "${source.name.value}" makes it`;
  const operator = index
    .all('operator')
    .find(({ details }) => details.open || details.secrets.includes(name));
  if (operator) return `${operator.details.what} makes it`;
  const service = resolveHost(context, name, undefined);
  return service.resolves === 'unknown' || service.why === CHART_LIKE_NAME ? service.why : undefined;
}
