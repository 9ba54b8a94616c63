/** A filter that both VS Code and the protocol understand. */
interface FileFilter {
  readonly scheme: 'file';
  readonly language?: string;
  readonly pattern?: string;
}

/**
 * The documents whose unsaved text the server is to know. Patterns stand beside language ids because a user's settings
 * and other extensions change ids: a Helm template may be `helm`, a `.env` file `properties` or `shellscript`.
 */
export const documentSelector: FileFilter[] = [
  { scheme: 'file', language: 'yaml' },
  { scheme: 'file', pattern: '**/*.{yaml,yml,tpl}' },
  { scheme: 'file', language: 'dotenv' },
  { scheme: 'file', pattern: '**/{.env,.env.*,*.env}' },
  { scheme: 'file', language: 'php', pattern: '**/config/*.php' },
  { scheme: 'file', pattern: '**/composer.{json,lock}' },
  { scheme: 'file', language: 'dockerfile' },
  { scheme: 'file', pattern: '**/{Dockerfile,Dockerfile.*,*.dockerfile,.dockerignore,*.dockerignore}' },
];
