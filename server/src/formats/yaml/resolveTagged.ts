import { resolvePlain } from './resolvePlain';
import type { YamlValue } from './tree';

/**
 * The value of a scalar with an explicit tag, as go-yaml v2 decodes it into JSON. Tags that are not YAML's own are
 * ignored, as Kubernetes does.
 */
export function resolveTagged(
  tag: string | undefined,
  text: string,
  untagged: YamlValue,
): { value: YamlValue; problem?: string } {
  switch (tag) {
    case '!':
    case '!!str':
    case '!!timestamp':
      return { value: text };
    case '!!binary':
      return decodeBinary(text);
    case '!!int':
    case '!!float':
    case '!!bool':
    case '!!null': {
      const value = resolvePlain(text);
      return isOf(tag, value)
        ? { value }
        : { value: text, problem: `This value is not what its tag "${tag}" says.` };
    }
    default:
      return { value: untagged };
  }
}

function isOf(tag: string, value: YamlValue): boolean {
  if (tag === '!!int') return Number.isInteger(value);
  if (tag === '!!float') return typeof value === 'number';
  if (tag === '!!bool') return typeof value === 'boolean';
  return value === null;
}

function decodeBinary(text: string): { value: string; problem?: string } {
  try {
    const bytes = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
    return { value: new TextDecoder().decode(bytes) };
  } catch {
    return { value: text, problem: 'This value is tagged "!!binary" and is not valid base64.' };
  }
}
