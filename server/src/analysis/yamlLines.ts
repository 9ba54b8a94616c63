import { renderScalar } from '../formats/yaml/renderScalar';
import type { YamlContent } from '../text/editRequest';

/** The lines of a map or list in block style, indented from their first column; scalars are quoted as they need be. */
export function yamlLines(content: Exclude<YamlContent, string | number | boolean>): string[] {
  if (Array.isArray(content)) {
    return (content as readonly YamlContent[]).flatMap((item) => {
      if (typeof item !== 'object') return [`- ${renderScalar(item)}`];
      return yamlLines(item).map((line, order) => (order === 0 ? `- ${line}` : `  ${line}`));
    });
  }
  return Object.entries(content as Readonly<Record<string, YamlContent>>).flatMap(([key, value]) => {
    const name = renderScalar(key);
    if (typeof value === 'string' && value.includes('\n')) {
      return [`${name}: |-`, ...value.split('\n').map((line) => `  ${line}`)];
    }
    if (typeof value !== 'object') return [`${name}: ${renderScalar(value)}`];
    return [`${name}:`, ...yamlLines(value).map((line) => `  ${line}`)];
  });
}
