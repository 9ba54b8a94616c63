import { readDocument } from './readDocument';
import { Placeholders } from './placeholders';
import { splitDocuments } from './splitDocuments';
import type { YamlFile } from './tree';

/**
 * Reads a YAML stream as Kubernetes would. Never throws, and takes time linear in the length of the text.
 *
 * Each document is read on its own, so that a fault in one leaves the others whole. As soon as one document shows that
 * the file is a template, all of them are read as parts of a template, and none has problems.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const spans = splitDocuments(text);
  const read = spans.map(({ start, end }) => readDocument(file, text, start, end));
  if (!read.some(({ isTemplate }) => isTemplate)) {
    return { file, documents: read.map(({ document }) => document) };
  }
  const placeholders = Placeholders.of(text);
  return {
    file,
    documents: spans.map(({ start, end }) => readDocument(file, text, start, end, placeholders).document),
    template: placeholders.template,
  };
}
