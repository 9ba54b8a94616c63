import type { YamlNode } from '../../../server/src/formats/yaml/tree';

/** What is not known, in an object made of a tree. */
export const unknownMark = '<unknown>';

/** The value of a tree as JSON; unknown parts are marked by `unknownMark`, unknown collections by a key or item of it. */
export function plainObject(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.unknown === undefined ? node.value : unknownMark;
    case 'sequence': {
      const items = node.items.map(plainObject);
      return node.unknown === undefined ? items : [...items, unknownMark];
    }
    case 'map': {
      const object: Record<string, unknown> = {};
      for (const { key, value } of node.pairs) object[keyOf(key.value)] = plainObject(value);
      if (node.unknown !== undefined) object[unknownMark] = unknownMark;
      return object;
    }
  }
}

function keyOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}

export interface Comparison {
  readonly known: number;
  readonly all: number;
  /** `path: expected … got …`. */
  readonly wrong: readonly string[];
}

/** Compares what was built with what Helm renders, field by field; only what is claimed to be known can be wrong. */
export function compareFields(built: unknown, expected: unknown, path = ''): Comparison {
  const leaves = countLeaves(expected);
  if (built === unknownMark) return { known: 0, all: leaves, wrong: [] };
  if (Array.isArray(expected) && Array.isArray(built)) {
    const partial = built.at(-1) === unknownMark && expected.at(-1) !== unknownMark;
    const items = partial ? built.slice(0, -1) : built;
    if (!partial && items.length !== expected.length) {
      return {
        known: leaves,
        all: leaves,
        wrong: [`${path}: ${expected.length} items, got ${items.length}`],
      };
    }
    if (partial && items.length !== expected.length) return { known: 0, all: leaves, wrong: [] };
    return sum(expected.map((item, i) => compareFields(items[i], item, `${path}[${i}]`)));
  }
  if (isMap(expected) && isMap(built)) {
    const partial = unknownMark in built;
    const keys = new Set(
      [...Object.keys(expected), ...Object.keys(built)].filter((key) => key !== unknownMark),
    );
    return sum(
      [...keys].map((key) => {
        const at = `${path}.${key}`;
        if (!(key in expected))
          return { known: 1, all: 1, wrong: [`${at}: not there, got ${JSON.stringify(built[key])}`] };
        if (!(key in built)) {
          const count = countLeaves(expected[key]);
          return partial
            ? { known: 0, all: count, wrong: [] }
            : { known: count, all: count, wrong: [`${at}: ${JSON.stringify(expected[key])}, got nothing`] };
        }
        return compareFields(built[key], expected[key], at);
      }),
    );
  }
  const equal = JSON.stringify(built) === JSON.stringify(expected);
  const wrong = equal ? [] : [`${path}: ${JSON.stringify(expected)}, got ${JSON.stringify(built)}`];
  return { known: leaves, all: leaves, wrong };
}

function sum(parts: readonly Comparison[]): Comparison {
  return {
    known: parts.reduce((total, part) => total + part.known, 0),
    all: parts.reduce((total, part) => total + part.all, 0),
    wrong: parts.flatMap((part) => part.wrong),
  };
}

function countLeaves(value: unknown): number {
  if (Array.isArray(value))
    return Math.max(
      1,
      value.reduce((total: number, item) => total + countLeaves(item), 0),
    );
  if (isMap(value))
    return Math.max(
      1,
      Object.values(value).reduce((total: number, item) => total + countLeaves(item), 0),
    );
  return 1;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
