/**
 * The values that a Helm template computes with: Go's, as far as templates can tell, and each with the place it comes
 * from. Invariant: a value is never changed in place, save for the entries of a map by the functions that do so in
 * Go as well (`set`, `unset`, `merge` …).
 */
import type { Place } from '../../text/place';
import { plainText, type Source, type Text } from './text';

export interface NilValue {
  /** The nil that a pipeline yields: its fields are nil again, where those of a nil inside of a map are an error. */
  readonly untyped?: boolean;
  readonly kind: 'nil';
  readonly source?: Source;
}

export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly source?: Source;
}

export type NumberType = 'int' | 'int64' | 'float64';

export interface NumberValue {
  readonly kind: 'number';
  readonly type: NumberType;
  readonly value: number;
  readonly source?: Source;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** Go's type where it is not `[]interface {}`. */
  readonly type?: string;
  readonly source?: Source;
}

export interface MapEntry {
  readonly value: Value;
  /** Where the key is written. */
  readonly keyAt?: Place;
}

export interface MapValue {
  readonly kind: 'map';
  readonly entries: Map<string, MapEntry>;
  /** Go's type where it is not `map[string]interface {}`. */
  readonly type?: string;
  readonly source?: Source;
  /** Set when further keys may exist, or those here may have other values. */
  readonly unknown?: string;
}

/** What cannot be known from the workspace. */
export interface UnknownValue {
  readonly kind: 'unknown';
  /** Why, in words for users. */
  readonly reason: string;
  /** Whether the value, whatever it is, counts as true: a random password does. */
  readonly truthy?: boolean;
  readonly source?: Source;
}

/** An object of Helm's with methods: `.Files`, `.Capabilities`. */
export interface NativeValue {
  readonly kind: 'native';
  readonly type: string;
  /** How `{{ . }}` prints it, where that is known. */
  readonly printed?: string;
  readonly fields: ReadonlyMap<string, Value>;
  readonly methods: ReadonlyMap<string, (args: readonly Value[]) => Value>;
  /** What `range` visits, for objects that are maps underneath. */
  readonly entries?: MapValue;
}

export type Value =
  NilValue | BoolValue | NumberValue | Text | ListValue | MapValue | UnknownValue | NativeValue;

export const nil: NilValue = { kind: 'nil' };

export function bool(value: boolean): BoolValue {
  return { kind: 'bool', value };
}

export function int(value: number): NumberValue {
  return { kind: 'number', type: 'int', value };
}

export function int64(value: number): NumberValue {
  return { kind: 'number', type: 'int64', value };
}

export function float64(value: number): NumberValue {
  return { kind: 'number', type: 'float64', value };
}

export function list(items: readonly Value[], type?: string): ListValue {
  return { kind: 'list', items, type };
}

/** A Go `[]string`. */
export function stringList(items: readonly (string | Text)[]): ListValue {
  return list(
    items.map((item) => (typeof item === 'string' ? plainText(item) : item)),
    '[]string',
  );
}

export function map(entries: Iterable<readonly [string, Value]> = []): MapValue {
  return { kind: 'map', entries: new Map([...entries].map(([key, value]) => [key, { value }])) };
}

export function unknown(reason: string, truthy?: boolean): UnknownValue {
  return { kind: 'unknown', reason, truthy };
}

/** The value of a key, or undefined when the map lacks it. */
export function entry(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.get(key)?.value : undefined;
}

/** The keys of a map in the order in which Go's templates visit them. */
export function sortedKeys(value: MapValue): string[] {
  return [...value.entries.keys()].sort(compareBytes);
}

/** Go compares strings by their UTF-8 bytes, which differs from UTF-16 beyond the basic plane only. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const surrogates = left >= 0xd800 && right >= 0xd800;
    return surrogates ? (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0) : left - right;
  }
  return a.length - b.length;
}

/** Why a value is not known, wholly or in part, or undefined when it is. */
export function unknownReason(value: Value): string | undefined {
  if (value.kind === 'unknown') return value.reason;
  return value.kind === 'string' || value.kind === 'map' ? value.unknown : undefined;
}

/** Go's truth: false, zero, nil and everything empty are false. Undefined when it cannot be known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'nil':
      return false;
    case 'bool':
      return value.value;
    case 'number':
      return value.value !== 0;
    case 'string':
      if (value.unknown !== undefined && !value.certainlyFilled) return undefined;
      return value.text !== '';
    case 'list':
      return value.items.length > 0;
    case 'map':
      return value.entries.size > 0 || (value.unknown === undefined ? false : undefined);
    case 'unknown':
      return value.truthy;
    case 'native':
      return true;
  }
}

/** Go's name of the value's type, as `typeOf` and error messages give it. */
export function goType(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return '<nil>';
    case 'bool':
      return 'bool';
    case 'number':
      return value.type;
    case 'string':
      return 'string';
    case 'list':
      return value.type ?? '[]interface {}';
    case 'map':
      return value.type ?? 'map[string]interface {}';
    case 'unknown':
      return 'interface {}';
    case 'native':
      return value.type;
  }
}

/** Go's kind of the value's type, as `kindOf` gives it. */
export function goKind(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return 'invalid';
    case 'number':
      return value.type;
    case 'list':
      return 'slice';
    case 'native':
      return value.type.startsWith('*') ? 'ptr' : value.type.startsWith('engine.') ? 'map' : 'struct';
    case 'unknown':
      return 'interface';
    default:
      return value.kind;
  }
}

/** The value with another source; unknown parts and positions inside it stay. */
export function withSource(value: Value, source: Source | undefined): Value {
  if (!source || value.kind === 'native') return value;
  if (value.kind === 'string') {
    if (value.unknown !== undefined) return value;
    return { ...value, pieces: [{ start: 0, end: value.text.length, source }] };
  }
  return { ...value, source };
}

/** Where the value was written, when all of it was written at one place. */
export function sourceOf(value: Value): Source | undefined {
  if (value.kind === 'native') return undefined;
  if (value.kind !== 'string') return value.source;
  const [piece] = value.pieces;
  return value.pieces.length === 1 && piece?.start === 0 && piece.end === value.text.length
    ? piece.source
    : undefined;
}
