// How much of a file survives while somebody is in the middle of typing: the scalars that are still read as before.

/** Half-typed states, each as what becomes of a line `    key: value`. */
const EDITS = {
  'a key without its colon': (line) => line.replace(/:.*$/, ''),
  'a key without a value': (line) => line.replace(/:.*$/, ':'),
  'a quote that is not closed': (line) => line.replace(/: .*$/, ': "val'),
  'a single quote that is not closed': (line) => line.replace(/: .*$/, ": 'val"),
  'a bracket that is not closed': (line) => line.replace(/: .*$/, ': [a, b'),
  'a brace that is not closed': (line) => line.replace(/: .*$/, ': { a: 1'),
  'a second colon': (line) => `${line}: more`,
  'a lone word': (line) => `${line}\n${/^ */.exec(line)[0]}wor`,
  'a lone dash': (line) => `${line}\n${/^ */.exec(line)[0]}-`,
  'a wrong indent': (line) => ` ${line}`,
  'a tab': (line) => `\t${line}`,
};

/** Fractions of scalars kept in the other documents, and in the same document below the edit; the worst and the mean. */
export function keptAfterEdit(parseYaml, text) {
  const before = parseYaml('f.yaml', text);
  const lines = text.split('\n');
  const others = [];
  const below = [];
  let offset = 0;
  lines.forEach((line, index) => {
    const start = offset;
    offset += line.length + 1;
    if (index % 17 !== 0 || !/^ {4,}[\w.-]+: \S/.test(line)) return;
    const document = before.documents.findIndex(({ at }) => at.span.start <= start && start < at.span.end);
    for (const edit of Object.values(EDITS)) {
      const edited = edit(line);
      const after = parseYaml(
        'f.yaml',
        [...lines.slice(0, index), edited, ...lines.slice(index + 1)].join('\n'),
      );
      const shift = edited.length - line.length;
      const found = new Set(after.documents.flatMap(({ root }) => scalars(root)).map((each) => each.key));
      const kept = { others: [0, 0], below: [0, 0] };
      before.documents.forEach(({ root }, order) => {
        for (const { path, value, start: at } of scalars(root)) {
          const isBelow = order === document && at > start + line.length;
          if (order === document && !isBelow) continue;
          const moved = at > start ? at + shift : at;
          const count = kept[isBelow ? 'below' : 'others'];
          count[0]++;
          if (found.has(`${path}=${value}@${moved}`)) count[1]++;
        }
      });
      if (kept.others[0] > 0) others.push(kept.others[1] / kept.others[0]);
      if (kept.below[0] > 0) below.push(kept.below[1] / kept.below[0]);
    }
  });
  return { others: mean(others), below: mean(below), edits: others.length };
}

function scalars(node, path = '') {
  if (!node) return [];
  if (node.kind === 'scalar')
    return [
      {
        key: `${path}=${node.text}@${node.at.span.start}`,
        path,
        value: node.text,
        start: node.at.span.start,
      },
    ];
  if (node.kind === 'map')
    return node.pairs.flatMap(({ key, value }) => scalars(value, `${path}/${key.text}`));
  return node.items.flatMap((item, index) => scalars(item, `${path}/${index}`));
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
