/** Sprig's functions that look at types (`reflect.go`). */
import { deepEqual, firstUnknownWithin } from '../compareValues';
import { fixed, type TemplateFunction } from '../templateFunction';
import { plainText } from '../text';
import { bool, goKind, goType, unknown } from '../value';

export const typeFunctions: Record<string, TemplateFunction> = {
  typeOf: fixed(['any'], ([value]) => plainText(goType(value))),
  typeIs: fixed(['string', 'any'], ([type, value]) => bool(type.text === goType(value))),
  typeIsLike: fixed(['string', 'any'], ([type, value]) =>
    bool(type.text === goType(value) || `*${type.text}` === goType(value)),
  ),
  kindOf: fixed(['any'], ([value]) => plainText(goKind(value))),
  kindIs: fixed(['string', 'any'], ([kind, value]) => bool(kind.text === goKind(value))),
  deepEqual: fixed(['any', 'any'], ([a, b]) => {
    const reason = firstUnknownWithin(a, b);
    return reason === undefined ? bool(deepEqual(a, b)) : unknown(reason);
  }),
};
