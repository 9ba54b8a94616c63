import type { ImageArgs } from '../../formats/kustomize/kustomization';
import type { BuildContext } from './buildContext';
import { field, rewriteText, textAt, type Draft, type DraftPair } from './draft';
import { Failure } from './failure';
import { visitField, type FieldSpec } from './fieldSpecs';
import { compilePattern } from './compilePattern';
import type { Resource } from './resource';

/** Gives the images of one name another name, tag or digest, wherever a list `containers` or `initContainers` stands. */
export function setImage(
  resources: readonly Resource[],
  args: ImageArgs,
  specs: readonly FieldSpec[],
  context: BuildContext,
): void {
  const pattern = compilePattern(`^${args.name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  if (!pattern) throw new Failure(`error parsing regexp: \`${args.name}\``, args.at);
  const at = (args.newTag ?? args.digest ?? args.tagSuffix ?? args.newName)?.at ?? args.at;
  const update = (value: Draft, owner: DraftPair | undefined) => {
    if (value.kind !== 'scalar' || value.value === null || !pattern.matches(value.text)) return;
    const renamed = renameImage(value.text, args);
    if (renamed === value.text) return;
    if (owner) owner.before = [value.at, ...(owner.before ?? [])];
    rewriteText(value, renamed);
    value.at = at;
  };
  for (const resource of resources) {
    if (textAt(resource.node, 'kind') === 'CustomResourceDefinition') continue;
    everyContainer(resource.node, context, update);
    for (const spec of specs) visitField(resource.node, spec, context.work, update);
  }
}

function everyContainer(
  node: Draft,
  context: BuildContext,
  update: (value: Draft, owner: DraftPair) => void,
): void {
  context.work.spend(1);
  if (node.kind === 'sequence') for (const item of node.items) everyContainer(item, context, update);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.pairs) {
    everyContainer(value, context, update);
    if ((key.text !== 'containers' && key.text !== 'initContainers') || value.kind !== 'sequence') continue;
    for (const container of value.items) {
      const image = field(container, 'image');
      if (image) update(image.value, image);
    }
  }
}

function renameImage(image: string, args: ImageArgs): string {
  const parts = splitImage(image);
  const name = args.newName?.text ?? parts.name;
  let { tag, digest } = parts;
  if (args.newTag && args.digest) [tag, digest] = [args.newTag.text, args.digest.text];
  else if (args.newTag) [tag, digest] = [args.newTag.text, ''];
  else if (args.digest) [tag, digest] = ['', args.digest.text];
  else if (args.tagSuffix) [tag, digest] = [tag + args.tagSuffix.text, ''];
  return name + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}

/** A colon in front of the first slash belongs to the port of a registry. */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const atSign = image.indexOf('@');
  const digest = atSign > 0 ? image.slice(atSign + 1) : '';
  const rest = atSign > 0 ? image.slice(0, atSign) : image;
  const slash = rest.indexOf('/');
  const colon = rest.indexOf(':', slash > 0 ? slash : 0);
  return colon > 0
    ? { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest }
    : { name: rest, tag: '', digest };
}
