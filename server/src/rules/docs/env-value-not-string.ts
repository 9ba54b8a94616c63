import type { RuleDocs } from '../rule';

export const envValueNotStringDocs: RuleDocs = {
  problem:
    'A variable is a number or a boolean where Kubernetes takes strings only, or plain text where it takes base64.',
  why: `\`kubectl apply\` refuses the whole object: \`cannot unmarshal number into Go struct field EnvVar.value of type string\`. Unquoted
\`6379\`, \`true\`, \`yes\`, \`on\` and \`no\` are no strings in YAML. What stands under \`data\` of a Secret must be base64 besides, or
\`kubectl\` ends with \`illegal base64 data\`; plain text belongs under \`stringData\`.`,
  remedy: 'Put the value in quotes; in a Secret encode it, or move it from `data` to `stringData`.',
  silent:
    'Silent for values that are quoted, for empty ones, and for placeholders that another tool fills in.',
};
