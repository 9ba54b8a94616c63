import type { RuleDocs } from '../rule';

export const appKeyInvalidDocs: RuleDocs = {
  problem: 'APP_KEY is not a key that Laravel can use.',
  why: `Laravel wants \`base64:\` and 32 encoded bytes (16 for AES-128), or the bare 32 characters. With anything else each page that
encrypts a cookie fails with \`Unsupported cipher or incorrect key length.\` Often the key was encoded once more for a
Secret whose tool encodes by itself (\`stringData\`, \`secretGenerator\`, Helm's \`b64enc\`).`,
  remedy: 'Put the output of `php artisan key:generate --show` where it is, without encoding it again.',
  silent: `Silent for values that cannot be seen, for references to secret stores, for placeholders, and for texts that look like an example.
The value itself is never shown.`,
};
