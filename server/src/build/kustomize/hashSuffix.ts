import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { Draft, DraftMap } from './draft';
import { field, isNull, textAt } from './draft';

/**
 * The ten letters that kustomize puts behind the name of a generated ConfigMap or Secret: of the SHA-256 over its data as
 * Go writes JSON, with vowels and look-alikes replaced (kustomize `api/hasher`).
 */
export function hashSuffix(node: DraftMap): string {
  const kind = textAt(node, 'kind');
  const parts: [string, string][] = [];
  const add = (key: string, always: boolean) => {
    const value = field(node, key)?.value;
    if (value && value.kind === 'map') parts.push([key, goJson(value)]);
    else if (always) parts.push([key, goString(isNull(value) || value.kind !== 'scalar' ? '' : value.text)]);
  };
  add('data', true);
  if (kind === 'Secret') {
    add('type', true);
    add('stringData', false);
  } else {
    add('binaryData', false);
  }
  parts.push(['kind', goString(kind)], ['name', goString('')]);
  parts.sort(([a], [b]) => (a < b ? -1 : 1));
  const json = `{${parts.map(([key, value]) => `${goString(key)}:${value}`).join(',')}}`;
  const letters: Record<string, string> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };
  return bytesToHex(sha256(json))
    .slice(0, 10)
    .replace(/[013ae]/g, (digit) => letters[digit] ?? digit);
}

/** JSON as Go's encoding/json writes it: sorted keys, and `<`, `>`, `&` escaped. */
function goJson(node: Draft): string {
  switch (node.kind) {
    case 'sequence':
      return `[${node.items.map(goJson).join(',')}]`;
    case 'map': {
      const pairs = [...node.pairs].sort((a, b) => compareUtf8(a.key.text, b.key.text));
      return `{${pairs.map((pair) => `${goString(pair.key.text)}:${goJson(pair.value)}`).join(',')}}`;
    }
    case 'scalar':
      if (typeof node.value === 'string') return goString(node.value);
      return node.value === null ? 'null' : JSON.stringify(node.value);
  }
}

function goString(text: string): string {
  const escapes: Record<string, string> = {
    '<': '\\u003c',
    '>': '\\u003e',
    '&': '\\u0026',
    '\u2028': '\\u2028',
    '\u2029': '\\u2029',
  };
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (char) => escapes[char] ?? char);
}

/** Go sorts strings by their bytes. */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
