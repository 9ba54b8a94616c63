import { formatFloat } from './formatNumber';
import { concat, gapText, join, plainText, sourcedText, type Text } from './text';
import { sortedKeys, type Value } from './value';

/** What `{{ value }}` writes into the output. Nil prints `<no value>`, which Helm removes at the very end. */
export function printAction(value: Value): Text {
  return value.kind === 'nil' ? sourcedText('<no value>', value.source) : printValue(value);
}

/** `fmt`'s `%v`. */
export function printValue(value: Value): Text {
  switch (value.kind) {
    case 'nil':
      return plainText('<nil>');
    case 'bool':
      return sourcedText(String(value.value), value.source);
    case 'number':
      return sourcedText(printNumber(value.type, value.value), value.source);
    case 'string':
      return value;
    case 'list':
      return concat(plainText('['), join(value.items.map(printValue), ' '), plainText(']'));
    case 'map': {
      const printed = sortedKeys(value).map((key) => {
        const item = value.entries.get(key)?.value;
        return concat(plainText(`${key}:`), item ? printValue(item) : plainText('<nil>'));
      });
      if (value.unknown !== undefined) printed.push(gapText(value.unknown, false));
      return concat(plainText('map['), join(printed, ' '), plainText(']'));
    }
    case 'unknown':
      return gapText(value.reason, value.truthy);
    case 'native':
      return value.printed === undefined
        ? gapText(`the text of Helm's ${value.type} is not modelled`, true)
        : plainText(value.printed);
  }
}

/** `fmt.Sprint`: a space stands between two operands when neither is a string. */
export function sprint(values: readonly Value[]): Text {
  const parts: Text[] = [];
  values.forEach((value, i) => {
    const previous = values[i - 1];
    if (previous && previous.kind !== 'string' && value.kind !== 'string') parts.push(plainText(' '));
    parts.push(printValue(value));
  });
  return concat(...parts);
}

export function printNumber(type: string, value: number): string {
  return type === 'float64' ? formatFloat(value) : String(value);
}
