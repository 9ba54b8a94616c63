/** Laravel's `Illuminate\Support\Str`, its old global helpers and the methods of `Str::of()`. */
import { scalarToText, toText } from '../convert';
import type { PhpScalar } from '../../configValue';
import { computedSteps, type PhpValue } from '../value';
import { bool, scalars, string, values, type BuiltIn, type Definition } from './builtIn';
import { isAscii, listOfTexts, replaceAll, trimText, upperFirst, upperWords } from './text';

const missing: PhpScalar = { type: 'null', value: null };
const text = scalarToText;

type TextFunction = readonly [
  parameters: string,
  evaluate: (...args: readonly PhpScalar[]) => PhpScalar | undefined,
];

/** Functions whose first argument is the text they work on: as `Str::name(text, …)` and as `->name(…)`. */
const onText: Readonly<Record<string, TextFunction>> = {
  slug: [
    'title separator language',
    (title = missing, separator, language) => slug(title, separator, language),
  ],
  lower: ['value', (value = missing) => string(text(value).toLowerCase())],
  upper: ['value', (value = missing) => string(text(value).toUpperCase())],
  snake: [
    'value delimiter',
    (value = missing, delimiter) => snake(text(value), delimiter ? text(delimiter) : '_'),
  ],
  kebab: ['value', (value = missing) => snake(text(value), '-')],
  studly: ['value', (value = missing) => string(studly(text(value)))],
  camel: [
    'value',
    (value = missing) => string(studly(text(value)).replace(/^[A-Z]/, (first) => first.toLowerCase())),
  ],
  ucfirst: [
    'string',
    (value = missing) => (isAscii(text(value)) ? string(upperFirst(text(value))) : undefined),
  ],
  title: [
    'value',
    (value = missing) =>
      /^[a-z0-9 ]*$/i.test(text(value)) ? string(upperWords(text(value).toLowerCase())) : undefined,
  ],
  finish: [
    'value cap',
    (value = missing, cap = missing) => string(trimEnds(text(value), text(cap), 'end') + text(cap)),
  ],
  start: [
    'value prefix',
    (value = missing, prefix = missing) =>
      string(text(prefix) + trimEnds(text(value), text(prefix), 'start')),
  ],
  after: [
    'subject search',
    (subject = missing, search = missing) => string(part(text(subject), text(search), 'after', false)),
  ],
  afterlast: [
    'subject search',
    (subject = missing, search = missing) => string(part(text(subject), text(search), 'after', true)),
  ],
  before: [
    'subject search',
    (subject = missing, search = missing) => string(part(text(subject), text(search), 'before', false)),
  ],
  beforelast: [
    'subject search',
    (subject = missing, search = missing) => string(part(text(subject), text(search), 'before', true)),
  ],
  trim: [
    'value charlist',
    (value = missing, characters) => string(trimText(text(value), characters, true, true)),
  ],
  ltrim: [
    'value charlist',
    (value = missing, characters) => string(trimText(text(value), characters, true, false)),
  ],
  rtrim: [
    'value charlist',
    (value = missing, characters) => string(trimText(text(value), characters, false, true)),
  ],
};

/** Questions about a text; the needles may be an array. */
const questions: Readonly<Record<string, (subject: string, needle: string) => boolean>> = {
  contains: (subject, needle) => subject.includes(needle),
  startswith: (subject, needle) => subject.startsWith(needle),
  endswith: (subject, needle) => subject.endsWith(needle),
};

export const strStatics: readonly Definition[] = [
  ...Object.entries(onText).map(([name, [parameters, evaluate]]) =>
    scalars(`str::${name} ${parameters}`, evaluate),
  ),
  ...Object.keys(questions).map((name) => question(`str::${name}`, name)),
  values('str::replace search replace subject', ({ args: [search, replace, subject] }) =>
    replaceIn(search, replace, subject),
  ),
  values('str::of string', ({ args: [value], at }) => {
    const subject = value && toText(value);
    if (!value || subject === undefined) return undefined;
    return { kind: 'text', value: subject, at, because: computedSteps(at, value.because) };
  }),
];

/** The global helpers that Laravel 6 moved out into laravel/helpers. */
export const oldHelpers: readonly Definition[] = [
  ...Object.entries({
    str_slug: 'slug',
    snake_case: 'snake',
    kebab_case: 'kebab',
    studly_case: 'studly',
    camel_case: 'camel',
    title_case: 'title',
    str_finish: 'finish',
    str_start: 'start',
    str_after: 'after',
    str_before: 'before',
  }).flatMap(([helper, name]) => {
    const known = onText[name];
    return known ? [untilLaravel5(scalars(`${helper} ${known[0]}`, known[1]))] : [];
  }),
  ...Object.entries({ starts_with: 'startswith', ends_with: 'endswith' }).map(([helper, name]) =>
    untilLaravel5(question(helper, name)),
  ),
];

/** Methods of the object that `Str::of()` makes; the object itself is the first argument. */
export const textMethods: readonly Definition[] = [
  ...Object.entries(onText).map(([name, [parameters, evaluate]]) =>
    textMethod(scalars(`${name} ${parameters}`, evaluate)),
  ),
  textMethod(
    scalars('append self values', (self = missing, ...more) => string([self, ...more].map(text).join(''))),
  ),
  textMethod(
    scalars('prepend self values', (self = missing, ...more) => string([...more, self].map(text).join(''))),
  ),
  textMethod(
    values('replace self search replace', ({ args: [self, search, replace] }) =>
      replaceIn(search, replace, self),
    ),
  ),
  ...Object.keys(questions).map((name) => question(name, name)),
  ...['tostring', 'value', '__tostring'].map((name) =>
    scalars(`${name} self`, (self = missing) => string(text(self))),
  ),
  scalars('isempty self', (self = missing) => bool(text(self) === '')),
  scalars('isnotempty self', (self = missing) => bool(text(self) !== '')),
];

/** Makes the text that a function gives an object with methods again. */
function textMethod([name, builtIn]: Definition): Definition {
  const evaluate: BuiltIn['evaluate'] = (call) => {
    const result = builtIn.evaluate(call);
    if (!result || 'kind' in result || result.type !== 'string') return result;
    const because = computedSteps(call.at, ...call.args.map((arg) => arg.because));
    return { kind: 'text', value: result.value, at: call.at, because };
  };
  return [name, { parameters: builtIn.parameters, evaluate }];
}

function untilLaravel5([name, builtIn]: Definition): Definition {
  const evaluate: BuiltIn['evaluate'] = (call) => {
    const framework = call.run.context.frameworkMajor;
    if (framework === undefined || framework < 6) return builtIn.evaluate(call);
    const reason = `Laravel ${Math.trunc(framework)} has no ${name}(), unless laravel/helpers is installed`;
    return { kind: 'unknown', reason, at: call.at, because: [] };
  };
  return [name, { parameters: builtIn.parameters, evaluate }];
}

function question(signature: string, name: string): Definition {
  const asks = questions[name];
  return values(`${signature} haystack needles`, ({ args: [subject, needles, option] }) => {
    const whole = subject && toText(subject);
    const list = needles && listOfTexts(needles);
    if (whole === undefined || !list || !asks || option) return undefined;
    return bool(list.some((needle) => needle !== '' && asks(whole, needle)));
  });
}

function replaceIn(search?: PhpValue, replace?: PhpValue, subject?: PhpValue): PhpScalar | undefined {
  const whole = subject && toText(subject);
  if (!search || !replace || whole === undefined) return undefined;
  const result = replaceAll(search, replace, whole);
  return result === undefined ? undefined : string(result);
}

/** `Str::slug()`, without its dictionary argument. */
function slug(title: PhpScalar, separator?: PhpScalar, language?: PhpScalar): PhpScalar | undefined {
  if (language && language.value !== 'en') return undefined;
  const glue = separator ? text(separator) : '-';
  const plain = toAscii(text(title));
  if (plain === undefined || !/^[-_.]?$/.test(glue)) return undefined;
  const escaped = glue === '' ? '' : `\\${glue}`;
  const flip = glue === '-' ? '_' : '-';
  const result = plain
    .replace(new RegExp(`${flip}+`, 'g'), glue)
    .replace(/@/g, `${glue}at${glue}`)
    .toLowerCase()
    .replace(new RegExp(`[^${escaped}a-z0-9\\s]+`, 'g'), '')
    .replace(new RegExp(`[${escaped}\\s]+`, 'g'), glue);
  return string(trimText(result, string(glue), true, true));
}

/** Latin letters without their marks, as `Str::ascii()` gives them; undefined beyond those. */
function toAscii(value: string): string | undefined {
  const plain = value
    .replace(/[ßẞæÆœŒøØłŁđĐðÐþÞıĳĲ]/g, (letter) => specialLetters[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  return isAscii(plain) ? plain : undefined;
}

const specialLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
};

/** `Str::snake()` */
function snake(value: string, delimiter: string): PhpScalar | undefined {
  if (!isAscii(value)) return undefined;
  if (/^[a-z]+$/.test(value)) return string(value);
  const joined = upperWords(value).replace(/\s+/g, '');
  return string(joined.replace(/([^\n])(?=[A-Z])/g, `$1${delimiter.replace(/\$/g, '$$$$')}`).toLowerCase());
}

/** `Str::studly()`: `-`, `_` and blanks part the words. */
export function studly(value: string): string {
  return value.replace(/[-_]/g, ' ').split(' ').map(upperFirst).join('');
}

function trimEnds(value: string, cap: string, side: 'start' | 'end'): string {
  let result = value;
  while (cap !== '' && (side === 'end' ? result.endsWith(cap) : result.startsWith(cap))) {
    result = side === 'end' ? result.slice(0, -cap.length) : result.slice(cap.length);
  }
  return result;
}

function part(subject: string, search: string, side: 'after' | 'before', last: boolean): string {
  if (search === '') return subject;
  const position = last ? subject.lastIndexOf(search) : subject.indexOf(search);
  if (position < 0) return subject;
  return side === 'after' ? subject.slice(position + search.length) : subject.slice(0, position);
}
