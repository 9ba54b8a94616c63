/** Turns what a fix asks for into text edits of files, with the syntax of each file kept: quotes, comments, line breaks. */
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import { setVariable } from '../formats/dotenv/setVariable';
import { appendItem, insertPair, replaceValue, type NewValue } from '../formats/yaml/insertion';
import { parseYaml } from '../formats/yaml/parseYaml';
import { removePair } from '../formats/yaml/removal';
import { replaceScalar } from '../formats/yaml/replaceScalar';
import { nodeAt } from '../formats/yaml/walk';
import {
  pair,
  type YamlDocument,
  type YamlMap,
  type YamlNode,
  type YamlSequence,
} from '../formats/yaml/tree';
import type { Fix } from '../rules/rule';
import type { FileCreation, TextEdit } from '../text/edit';
import type { EditRequest, YamlContent } from '../text/editRequest';
import { samePlace, type Place } from '../text/place';
import { editsInTurn } from './editsInTurn';
import { listInKustomization } from './listInKustomization';
import { isGenerator, setInGenerator } from './setInGenerator';
import { yamlLines } from './yamlLines';

export interface WorkspaceChange {
  readonly edits: readonly TextEdit[];
  readonly creations: readonly FileCreation[];
}

/** The edits of a fix against the current texts; undefined when one of its places is no longer there. */
export function carryOut(fix: Fix, files: WorkspaceFiles): WorkspaceChange | undefined {
  const creations: FileCreation[] = [];
  const byFile = new Map<string, EditRequest[]>();
  const add = (request: Exclude<EditRequest, { kind: 'create-file' }>): void => {
    const file = fileOf(request);
    byFile.set(file, [...(byFile.get(file) ?? []), request]);
  };
  for (const request of fix.edits) {
    if (request.kind !== 'create-file') add(request);
    else {
      const file = unusedName(files, request.file);
      creations.push({ file, text: request.text });
      const listed = listInKustomization(files, file);
      if (listed) add(listed);
    }
  }
  const edits: TextEdit[] = [];
  for (const [file, requests] of byFile) {
    const text = files.text(file);
    const made = text === undefined ? undefined : editsOf(file, text, requests);
    if (!made) return undefined;
    edits.push(...made);
  }
  return { edits, creations };
}

function unusedName(files: WorkspaceFiles, wanted: string): string {
  const [stem = '', extension = ''] = [wanted.replace(/\.\w+$/, ''), /\.\w+$/.exec(wanted)?.[0]];
  let name = wanted;
  for (let count = 2; files.text(name) !== undefined; count++) name = `${stem}-${count}${extension}`;
  return name;
}

function fileOf(request: Exclude<EditRequest, { kind: 'create-file' }>): string {
  switch (request.kind) {
    case 'replace-scalar':
    case 'replace-text':
    case 'wrap-text':
      return request.at.file;
    case 'set-pair':
      return request.map.file;
    case 'append-item':
      return request.sequence.file;
    case 'remove-pair':
      return request.value.file;
    case 'set-variable':
      return request.file;
  }
}

/** All edits of one file against its text as it is. Edits that would meet are made one after the other instead. */
function editsOf(file: string, text: string, requests: readonly EditRequest[]): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const request of requests) {
    const made = editOf(file, text, request);
    if (!made) return undefined;
    edits.push(...made);
  }
  return meet(edits) ? editsInTurn(file, text, requests, editOf) : edits;
}

function meet(edits: readonly TextEdit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start);
  return ordered.some((edit, order) => {
    const next = ordered[order + 1];
    return (
      next !== undefined &&
      next.span.start <= edit.span.end &&
      next.span.start < Math.max(edit.span.end, next.span.start + 1)
    );
  });
}

function editOf(file: string, text: string, request: EditRequest): TextEdit[] | undefined {
  switch (request.kind) {
    case 'replace-scalar': {
      const node = isYaml(file) ? exactNode(file, text, request.at) : undefined;
      if (node?.kind === 'scalar') return [replaceScalar(text, node, request.value)];
      return [{ file, span: request.at.span, newText: request.value }];
    }
    case 'replace-text':
      return [{ file, span: request.at.span, newText: withLineBreaks(request.text, text) }];
    case 'wrap-text': {
      const { start, end } = request.at.span;
      return [
        { file, span: { start, end: start }, newText: request.before },
        { file, span: { start: end, end }, newText: request.after },
      ];
    }
    case 'set-variable':
      return [setVariable(text, parseDotenv(file, text), request.name, request.value)];
    case 'set-pair': {
      const found = collectionAt(file, text, request.map, 'map');
      return found && [setPair(text, found, request.key, request.value)];
    }
    case 'append-item': {
      const found = collectionAt(file, text, request.sequence, 'sequence');
      return found && [appendItem(text, found.node as YamlSequence, newValue(request.item))];
    }
    case 'remove-pair': {
      const found = ownerOf(file, text, request.value);
      const edit = found && removePair(text, found.map, found.pair);
      return edit && [edit];
    }
    case 'create-file':
      return undefined;
  }
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}

function setPair(text: string, { document, node }: Found, key: string, value: YamlContent): TextEdit {
  const map = node as YamlMap;
  if (typeof value === 'string' && isGenerator(document, map)) return setInGenerator(text, map, key, value);
  const existing = pair(map, key);
  if (!existing) return insertPair(text, map, key, newValue(value));
  if (typeof value !== 'object' && existing.value.kind === 'scalar' && existing.value.value !== null) {
    return replaceScalar(text, existing.value, value);
  }
  return replaceValue(text, map, existing, newValue(value));
}

function exactNode(file: string, text: string, at: Place): YamlNode | undefined {
  for (const document of parseYaml(file, text).documents) {
    if (document.at.span.start > at.span.start || document.at.span.end < at.span.end) continue;
    const found = nodeAt(document, at.span.start);
    const all = [...(found?.nodes ?? []), ...(found?.pairs ?? []).map(({ key }) => key)];
    const node = all.find((each) => each.at.span.start === at.span.start && each.at.span.end === at.span.end);
    if (node) return node;
  }
  return undefined;
}

interface Found {
  readonly document: YamlDocument;
  readonly node: YamlNode;
}

/** The map or sequence at a place; one that begins there, should it have grown or shrunk meanwhile. */
function collectionAt(file: string, text: string, at: Place, kind: 'map' | 'sequence'): Found | undefined {
  for (const document of parseYaml(file, text).documents) {
    if (document.at.span.start > at.span.start || document.at.span.end < at.span.start) continue;
    const nodes = (nodeAt(document, at.span.start)?.nodes ?? []).filter(
      (node) => node.kind === kind && node.at.span.start === at.span.start,
    );
    const node = nodes.find((each) => each.at.span.end === at.span.end) ?? nodes[0];
    if (node) return { document, node };
  }
  return undefined;
}

function ownerOf(file: string, text: string, at: Place) {
  for (const document of parseYaml(file, text).documents) {
    const found = nodeAt(document, at.span.start);
    const owner = found?.pairs.find(({ value }) => samePlace(value.at, at)) ?? found?.pairs.at(-1);
    const map = found?.nodes.findLast(
      (node) => node.kind === 'map' && owner !== undefined && node.pairs.includes(owner),
    );
    if (owner && map?.kind === 'map') return { map, pair: owner };
  }
  return undefined;
}

function newValue(content: YamlContent): NewValue {
  return typeof content === 'object' ? { lines: yamlLines(content) } : content;
}

function withLineBreaks(text: string, like: string): string {
  return like.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}
