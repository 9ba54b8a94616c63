// Stands in for the tags of all schemas of `yaml`: formats/yaml/readWithPackage.ts asks for the failsafe schema alone, and
// for no known tags.
import { map } from '../../node_modules/yaml/browser/dist/schema/common/map.js';
import { seq } from '../../node_modules/yaml/browser/dist/schema/common/seq.js';
import { string } from '../../node_modules/yaml/browser/dist/schema/common/string.js';

export const coreKnownTags = {};

export function getTags(customTags, schema) {
  if (customTags || schema !== 'failsafe') throw new Error('Only the failsafe schema is bundled.');
  return [map, seq, string];
}
