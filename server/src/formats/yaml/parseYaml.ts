import { place } from '../../text/place';
import { DEPTH_LIMIT, isTooDeep } from './checkDepth';
import { readTree } from './readTree';
import { splitDocuments } from './splitDocuments';
import type { YamlDocument, YamlFile } from './tree';

/**
 * Reads a YAML stream as Kubernetes would. Never throws; each document is read on its own, so that a fault in one
 * leaves the others whole.
 */
export function parseYaml(file: string, text: string): YamlFile {
  return {
    file,
    documents: splitDocuments(text).map(({ start, end }) => parseDocument(file, text, start, end)),
  };
}

/** Reads the document that stands at `start`…`end` of a file's text. Depends on nothing else in the text. */
export function parseDocument(file: string, text: string, start: number, end: number): YamlDocument {
  const at = place(file, start, end);
  const slice = text.slice(start, end);
  if (isTooDeep(slice)) {
    const message = `This document is nested more than ${DEPTH_LIMIT} levels deep and is not read.`;
    return {
      at: at,
      problems: [{ at: place(file, start, Math.min(start + 1, end)), message, severity: 'error' }],
    };
  }
  return { at, ...readTree(file, slice, start) };
}
