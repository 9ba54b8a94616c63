/** Says in plain words what the `yaml` package found wrong. Never quotes the text, which may hold a secret. */
export function describeError(code: string, detail: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'YAML does not allow tabs as indentation; use spaces.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'Two ": " stand on one line; a value that holds ": " needs quotes.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'A key has to stand on one line; is there a ":" missing above?';
    case 'BAD_SCALAR_START':
      return 'A value cannot begin with this character; put it in quotes.';
    case 'BAD_DQ_ESCAPE':
      return 'This backslash sequence is not known in double quotes.';
    case 'BAD_INDENT':
      return 'This line is not indented like the lines that it belongs to.';
    case 'MISSING_CHAR':
      if (/closing/.test(detail)) return 'The closing quote is missing.';
      if (/followed by map values/.test(detail))
        return 'A ":" is missing behind this key, or this line is not indented far enough.';
      return 'A character is missing here.';
    default:
      return 'This cannot be read as YAML.';
  }
}
