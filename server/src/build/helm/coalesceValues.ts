/**
 * The merging of values (`pkg/chart/common/util/coalesce.go`): a chart's own values fill what is not given, a parent's
 * overrule those of its subcharts, `global` goes down to all, and null takes a default away.
 *
 * Invariant: none of these functions changes a value that it is given; each yields new maps.
 */
import { sourceOf, withSource, type MapEntry, type MapValue, type Value } from './value';

/** The values and charts below one chart, as far as merging is concerned. */
export interface ValuesTree {
  readonly name: string;
  /** Its own values.yaml. */
  readonly values: MapValue;
  readonly subcharts: readonly ValuesTree[];
}

/** What one values file gives on top of another: maps merge, anything else replaces, null included (`-f a -f b`). */
export function mergeValues(base: MapValue, over: MapValue): MapValue {
  if (base.entries.size === 0 && base.unknown === undefined) return over;
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    if (below?.value.kind === 'map' && entry.value.kind === 'map') {
      entries.set(key, { value: mergeValues(below.value, entry.value), keyAt: entry.keyAt });
    } else entries.set(key, overruling(entry, below));
  }
  return { ...over, entries, source: over.source ?? base.source, unknown: over.unknown ?? base.unknown };
}

/** The values with which a chart is rendered; those of each subchart stand under its name. */
export function coalesceValues(chart: ValuesTree, given: MapValue): MapValue {
  const own = filled(given, chart.values);
  return withSubcharts(chart, own);
}

function withSubcharts(chart: ValuesTree, own: MapValue): MapValue {
  const entries = new Map(own.entries);
  for (const subchart of chart.subcharts) {
    const below = entries.get(subchart.name);
    const given: MapValue = below?.value.kind === 'map' ? below.value : { kind: 'map', entries: new Map() };
    const withGlobals = globalsInto(given, own);
    entries.set(subchart.name, { value: coalesceValues(subchart, withGlobals), keyAt: below?.keyAt });
  }
  return { ...own, entries };
}

/** The parent's `global` over the subchart's own. */
function globalsInto(given: MapValue, parent: MapValue): MapValue {
  const above = parent.entries.get('global');
  const below = given.entries.get('global');
  const from: MapValue = above?.value.kind === 'map' ? above.value : { kind: 'map', entries: new Map() };
  const into: MapValue = below?.value.kind === 'map' ? below.value : { kind: 'map', entries: new Map() };
  const entries = new Map(into.entries);
  for (const [key, entry] of from.entries) {
    const present = entries.get(key);
    if (entry.value.kind === 'map') {
      if (!present) entries.set(key, entry);
      else if (present.value.kind === 'map') {
        entries.set(key, { value: filled(entry.value, present.value), keyAt: entry.keyAt });
      }
    } else if (present?.value.kind !== 'map') entries.set(key, overruling(entry, present));
  }
  const global: MapValue = { ...from, entries, unknown: from.unknown ?? into.unknown };
  const result = new Map(given.entries);
  result.set('global', { value: global, keyAt: above?.keyAt ?? below?.keyAt });
  return { ...given, entries: result };
}

/** What is given, with defaults where nothing is; a given null removes the key that a default has. */
function filled(given: MapValue, defaults: MapValue): MapValue {
  if (given.entries.size === 0 && given.unknown === undefined)
    return { ...defaults, entries: new Map(defaults.entries) };
  const entries = new Map(given.entries);
  for (const [key, fallback] of defaults.entries) {
    const entry = entries.get(key);
    if (!entry) {
      entries.set(key, fallback);
    } else if (entry.value.kind === 'nil') {
      entries.delete(key);
    } else if (entry.value.kind === 'map' && fallback.value.kind === 'map') {
      entries.set(key, { value: filled(entry.value, fallback.value), keyAt: entry.keyAt ?? fallback.keyAt });
    } else {
      entries.set(key, overruling(entry, fallback));
    }
  }
  return {
    ...given,
    entries,
    source: given.source ?? defaults.source,
    unknown: given.unknown ?? defaults.unknown,
  };
}

/** The entry, which remembers the places that it overrules. */
function overruling(entry: MapEntry, below: MapEntry | undefined): MapEntry {
  const source = sourceOf(entry.value);
  const overruled = below && sourceOf(below.value);
  if (!source || !overruled || source.at === overruled.at) return entry;
  const before = [...(source.before ?? []), overruled.at, ...(overruled.before ?? [])];
  const value: Value = withSource(entry.value, { at: source.at, before });
  return { value, keyAt: entry.keyAt };
}
