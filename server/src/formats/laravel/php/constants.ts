import type { Span } from '../../../text/place';
import { known, type PhpScalar } from '../configValue';
import { newScope, placeOf, unknownAt, type Run } from './run';
import { stringValue, type PhpValue } from './value';

/** A constant by its name as written. */
export function readConstant(run: Run, written: string, span: Span): PhpValue {
  const because = [{ at: placeOf(run, span), what: 'literal' }] as const;
  const name = written.replace(/^\\/, '');
  const own =
    run.constants.get(run.program.constants.get(name) ?? name) ??
    run.constants.get(`${run.program.namespace}\\${name}`);
  if (own) return own;
  const upper = name.toUpperCase();
  if (upper === '__DIR__' || upper === '__FILE__') {
    const path = basePathOf(run.file);
    return stringValue(upper === '__FILE__' ? path : path.slice(0, path.lastIndexOf('/')), because);
  }
  if (upper === '__NAMESPACE__') return stringValue(run.program.namespace, because);
  const scalar = constants[name];
  return scalar
    ? known(scalar, because)
    : unknownAt(run, span, `the constant ${name} is not known from these files`);
}

/** `C::NAME`; `C::class` is the class's full name, whether it exists or not. */
export function readClassConstant(run: Run, className: string, name: string, span: Span): PhpValue {
  const full = resolveClass(run, className);
  const because = [{ at: placeOf(run, span), what: 'literal' }] as const;
  if (name.toLowerCase() === 'class') return stringValue(full, because);
  const declared = run.classes.get(full.toLowerCase())?.constants.find((constant) => constant.name === name);
  if (declared) return run.evaluate(declared.value, newScope());
  const value = pdoConstants[name];
  if (value !== undefined && /^pdo$/i.test(full)) return known({ type: 'int', value }, because);
  return unknownAt(run, span, `the constant ${full}::${name} is not known from these files`);
}

/** The full name of a class: imports first, then the file's namespace. */
export function resolveClass(run: Run, written: string): string {
  if (written.startsWith('\\')) return written.slice(1);
  const [first = '', ...rest] = written.split('\\');
  const imported = run.program.classes.get(first.toLowerCase());
  if (imported !== undefined) return [imported, ...rest].join('\\');
  if (first.toLowerCase() === 'namespace') return [run.program.namespace, ...rest].filter(Boolean).join('\\');
  return run.program.namespace ? `${run.program.namespace}\\${written}` : written;
}

/** The file's path as PHP sees it: the app is at `<base>`. */
function basePathOf(file: string): string {
  const parts = file.split('/');
  const config = parts.lastIndexOf('config');
  return ['<base>', ...(config < 0 ? parts.slice(-1) : parts.slice(config))].join('/');
}

const int = (value: number): PhpScalar => ({ type: 'int', value });
const string = (value: string): PhpScalar => ({ type: 'string', value });

/** Constants of PHP 8 on 64-bit Linux, from its manual. */
const constants: Readonly<Record<string, PhpScalar>> = {
  PHP_EOL: string('\n'),
  PHP_INT_SIZE: int(8),
  DIRECTORY_SEPARATOR: string('/'),
  PATH_SEPARATOR: string(':'),
  PHP_URL_SCHEME: int(0),
  PHP_URL_HOST: int(1),
  PHP_URL_PORT: int(2),
  PHP_URL_USER: int(3),
  PHP_URL_PASS: int(4),
  PHP_URL_PATH: int(5),
  PHP_URL_QUERY: int(6),
  PHP_URL_FRAGMENT: int(7),
  FILTER_VALIDATE_INT: int(257),
  FILTER_VALIDATE_BOOLEAN: int(258),
  FILTER_VALIDATE_BOOL: int(258),
  FILTER_VALIDATE_FLOAT: int(259),
  FILTER_DEFAULT: int(516),
  FILTER_UNSAFE_RAW: int(516),
  FILTER_NULL_ON_FAILURE: int(134217728),
  ARRAY_FILTER_USE_BOTH: int(1),
  ARRAY_FILTER_USE_KEY: int(2),
  JSON_THROW_ON_ERROR: int(4194304),
  JSON_OBJECT_AS_ARRAY: int(1),
  E_ALL: int(32767),
  COUNT_RECURSIVE: int(1),
};

/** Constants of PDO's core, from its manual; those of its drivers depend on how PHP was built. */
const pdoConstants: Readonly<Record<string, number>> = {
  ATTR_AUTOCOMMIT: 0,
  ATTR_TIMEOUT: 2,
  ATTR_ERRMODE: 3,
  ATTR_CASE: 8,
  ATTR_ORACLE_NULLS: 11,
  ATTR_PERSISTENT: 12,
  ATTR_STRINGIFY_FETCHES: 17,
  ATTR_DEFAULT_FETCH_MODE: 19,
  ATTR_EMULATE_PREPARES: 20,
  ERRMODE_EXCEPTION: 2,
  CASE_NATURAL: 0,
  FETCH_ASSOC: 2,
  FETCH_OBJ: 5,
};
