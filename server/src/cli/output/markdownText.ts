import { plainText } from '../plainText';

/**
 * Text as it is to be read in Markdown, whatever stands in it: no markup, no HTML, no cell borders, and nobody who is
 * called by an `@` gets mail. An address is no link.
 */
export function markdownText(text: string): string {
  return plainText(text)
    .replace(/[\\`*_[\]|~$#!]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<=https?:|www)(?=\/\/|\.)|(?<=@)(?=\w)/gi, '<!-- -->');
}

/** A name or path as code. The fence is longer than any row of backticks in it. */
export function markdownCode(text: string): string {
  const plain = plainText(text);
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(plain) ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}
