/** What the image of a final stage serves with, judged by the name of the image that it is made from. */
export type BaseImageKind = 'php-fpm' | 'apache' | 'cli' | 'octane' | 'frankenphp' | 'nginx' | 'other';

export interface BaseImage {
  readonly kind: BaseImageKind;
  /** Whether the image is one of the public ones that surely hold no app, so that only the Dockerfile puts one in. */
  readonly known: boolean;
  /** Where it starts; undefined when not known. */
  readonly directory?: string;
  /** What it runs when the Dockerfile says nothing. */
  readonly command?: readonly string[];
}

/** Reads an image reference: `registry/name:tag@digest`. Conventions of Docker Hub's own and other popular images. */
export function baseImage(image: string | undefined): BaseImage {
  const reference = image?.replace(/@.*$/, '') ?? '';
  const colon = reference.lastIndexOf(':');
  const tag = colon > reference.lastIndexOf('/') ? reference.slice(colon + 1) : '';
  const repository = (tag === '' ? reference : reference.slice(0, colon)).replace(
    /^(?:docker\.io|index\.docker\.io)\//,
    '',
  );
  const name = repository.replace(/^library\//, '');
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (name === 'php') return phpImage(tag);
  if (name === 'serversideup/php' || /^(?:ghcr\.io|docker\.io)\/serversideup\/php$/.test(repository)) {
    return { ...serversideUp(tag), known: true, directory: '/var/www/html' };
  }
  if (name === 'dunglas/frankenphp')
    return { kind: 'frankenphp', known: true, directory: '/app', command: ['frankenphp', 'run'] };
  if (/^(?:nginx|nginxinc\/nginx-unprivileged|bitnami\/nginx|openresty\/openresty)$/.test(name)) {
    return { kind: 'nginx', known: true, directory: '/', command: ['nginx', '-g', 'daemon off;'] };
  }
  if (name === 'composer') return { kind: 'cli', known: true, directory: '/app' };
  if (plain.has(name)) return { kind: 'other', known: true, directory: '/' };
  return { kind: kindByWords(`${last}:${tag}`), known: false };
}

const plain = new Set(
  'scratch alpine ubuntu debian busybox node golang python ruby caddy httpd centos fedora amazonlinux almalinux rockylinux'.split(
    ' ',
  ),
);

function phpImage(tag: string): BaseImage {
  const directory = '/var/www/html';
  if (/(?:^|-)fpm(?:-|$)/.test(tag)) return { kind: 'php-fpm', known: true, directory, command: ['php-fpm'] };
  if (/(?:^|-)apache(?:-|$)/.test(tag))
    return { kind: 'apache', known: true, directory, command: ['apache2-foreground'] };
  return { kind: 'cli', known: true, directory: '/', command: ['php', '-a'] };
}

/** Their images for a web server and PHP start both through s6. */
function serversideUp(tag: string): Pick<BaseImage, 'kind' | 'command'> {
  if (/fpm-(?:nginx|apache)/.test(tag)) return { kind: 'php-fpm', command: ['/init'] };
  const kind = kindByWords(tag);
  if (kind === 'php-fpm') return { kind, command: ['php-fpm'] };
  return kind === 'frankenphp' ? { kind, command: ['frankenphp', 'run'] } : { kind };
}

/** The names that people give their own base images. */
function kindByWords(words: string): BaseImageKind {
  if (/frankenphp/.test(words)) return 'frankenphp';
  if (/octane|swoole|roadrunner/.test(words)) return 'octane';
  if (/fpm/.test(words)) return 'php-fpm';
  if (/apache/.test(words)) return 'apache';
  if (/nginx/.test(words)) return /php/.test(words) ? 'php-fpm' : 'nginx';
  if (/(?:^|[-_:.])cli(?:$|[-_:.])/.test(words)) return 'cli';
  return 'other';
}
