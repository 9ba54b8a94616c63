import type { RuleDocs } from '../rule';

export const redisClientMissingDocs: RuleDocs = {
  problem: 'Redis is in use with a client that the app or its image does not have.',
  why: `The client \`predis\` is the Composer package predis/predis; without it every access to Redis fails with
\`Class "Predis\\Client" not found\`. Names other than \`phpredis\` and \`predis\`, in exactly this spelling, end in \`Call to a member function
connect() on null\`. The client \`phpredis\`, Laravel's default, is the PHP extension redis: an image without it ends in \`Class "Redis" not
found\`.`,
  remedy: `Run \`composer require predis/predis\` and build the image anew, or set REDIS_CLIENT to \`phpredis\` where the image has the PHP
extension redis. From Laravel 6 on the package alone is not enough: REDIS_CLIENT decides, and its default is phpredis. For phpredis install
the extension in the Dockerfile: \`RUN pecl install redis && docker-php-ext-enable redis\`.`,
  silent: `Silent while nothing uses Redis, when composer.lock has predis through another package, and when the app or a package registers
a client of its own (\`Redis::extend\`, Sentinel packages). A warning when there is no composer.lock, or only require-dev has it, and
for the extension: that is said only of Docker Hub's php and FrankenPHP's image, in a Dockerfile that installs other extensions by name.`,
};
