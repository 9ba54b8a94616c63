import type { BaseImage } from './baseImage';

/**
 * Whether an image most likely comes without the PHP extension redis: it is made from one that lacks it, its Dockerfile
 * installs extensions by name, and that one is nowhere among them. Docker Hub's `php` and FrankenPHP's image come without
 * it; others, such as serversideup's, have it.
 */
export function lacksRedisExtension(
  dockerfile: string,
  base: BaseImage & { readonly image: string | undefined },
): boolean {
  const name = (base.image ?? '').replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
  if (!/^(?:php|dunglas\/frankenphp)(?:[:@]|$)/.test(name)) return false;
  const text = dockerfile
    .replace(/#[ \t]*laravel-k8s-.*/g, '')
    .replace(/\\\r?\n/g, ' ')
    .replace(/\bchmod\s[^&;|\n]*/g, '');
  // A comment that names it may say that something else installs it; but not one that silences this very rule.
  return INSTALLS.test(text) && !/redis|relay/i.test(text) && !HIDDEN.test(text);
}

const INSTALLS =
  /\b(?:docker-php-ext-install|docker-php-ext-enable|install-php-extensions|pecl\s+install)\s+\S/;

/** Scripts, lists out of variables and files from other images: what they bring is not seen. */
const HIDDEN =
  /^\s*RUN\b.*(?:\.sh\b|\bmake\s|\b(?:docker-php-ext-install|install-php-extensions)\b[^\n]*\$[{A-Za-z])|^\s*COPY\s.*--from=.*\/usr\/local\/(?:lib\/php|etc\/php)/im;
