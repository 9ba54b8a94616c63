/**
 * Whether a value only stands for another one that is filled in before or when it is applied: `${X}`, `$(X)`, `{{ x }}`,
 * `[[x]]`, `<redis-host>`, `REPLACE_ME`, `your-redis-host`, `%HOST%`, `__HOST__`, references to secret stores.
 */
export function isPlaceholder(value: string): boolean {
  return (
    /\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|\[\[.*\]\]|<[^<>]+>|^%[A-Z0-9_]+%$|^__[A-Z0-9_]+__$|^@[A-Z0-9_]+@$|^#\{.*\}#?$/i.test(
      value,
    ) ||
    /(^|[^a-z])(replace|change|insert|update|fill)[-_ ]?(me|this|with|here|in)([^a-z]|$)/i.test(value) ||
    /^(your|example|enter|put)[-_ ].*(host|url|password|key|secret|endpoint|address|value|domain|ip|here)s?\b/i.test(
      value,
    ) ||
    /^(todo|tbd|fixme|xxx+|changeit|placeholder|replace)$/i.test(value) ||
    REFERENCE.test(value)
  );
}

/** Values that a controller or an operator exchanges for what a secret store holds. */
const REFERENCE =
  /^(vault:|<path:|ref\+|ENC\[|op:\/\/|arn:aws:|projects\/[^/]+\/secrets\/|secret:\/\/|akvs?:|ssm:|gcpsm:|awssm:)/i;
