import type { PhpScalar } from './configValue';

/**
 * What `env()` makes of the text of a variable that is set (`Illuminate\Support\Env::get`, before 5.8 `env()` in
 * `Illuminate/Support/helpers.php`): eight exact words, case-insensitive and untrimmed, become true, false, null and the empty
 * string; otherwise one pair of outer quotes is stripped.
 *
 * `framework` is the version of laravel/framework: `11`, or with its minor version where that matters, `5.7`. Up to 5.7
 * only double quotes are stripped, from 5.8 single ones too, but from 5.8 on not around a text with line breaks. A bare
 * 5 counts as 5.8, the last one.
 */
export function castEnv(raw: string, framework?: number): PhpScalar {
  switch (raw.toLowerCase()) {
    case 'true':
    case '(true)':
      return { type: 'bool', value: true };
    case 'false':
    case '(false)':
      return { type: 'bool', value: false };
    case 'null':
    case '(null)':
      return { type: 'null', value: null };
    case 'empty':
    case '(empty)':
      return { type: 'string', value: '' };
    default:
      return { type: 'string', value: withoutOuterQuotes(raw, framework) };
  }
}

function withoutOuterQuotes(raw: string, framework: number | undefined): string {
  if (framework !== undefined && framework < 5.8 && framework !== 5) {
    return raw.length > 1 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw;
  }
  return /^(['"])([^\n]*)\1$/.exec(raw)?.[2] ?? raw;
}
