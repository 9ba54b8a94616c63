import { distance } from 'fastest-levenshtein';
import { redisClientTrouble } from '../model/redisClient';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { Place } from '../text/place';
import { needs, talksToStores } from './endpointReports';
import { placeOfVariable, setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { capital, subjectOf, workloadName } from './words';

export const redisClientMissing: Rule = {
  id: 'redis-client-missing',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload) ?? checkExtension(workload);
      if (report) yield report;
    }
  },
};

/** phpredis in an image that has no extension redis. */
function checkExtension(workload: LaravelWorkload): Report | undefined {
  const { redis, app, image } = workload;
  const at = image?.redisMissingAt;
  if (!app || !at || image.certainty !== 'certain' || redis.driver !== 'phpredis') return undefined;
  if (!talksToStores(workload) || redis.usedBy.length === 0 || redis.certainty === 'unknown')
    return undefined;
  const hasPredis =
    app.composer?.requirements.some(({ name, dev }) => name === 'predis/predis' && !dev) ?? false;
  const hint = hasPredis
    ? ' predis/predis is required, but only REDIS_CLIENT=predis makes Laravel use it.'
    : '';
  return {
    at,
    message: `${workloadName(workload)} reaches Redis with phpredis, and ${image.dockerfile} installs PHP extensions, but not redis. ${capital(needs(redis))} fail with 'Class "Redis" not found'.${hint}`,
    certainty: 'likely',
    fixes: () => extensionFixes(workload, at, hasPredis),
    subject: subjectOf(workload, 'ext-redis'),
  };
}

function extensionFixes(workload: LaravelWorkload, at: Place, hasPredis: boolean): Fix[] {
  const install = 'pecl install redis && docker-php-ext-enable redis';
  const alpine = workload.image?.onAlpine === true;
  const line = `RUN ${alpine ? 'apk add --no-cache $PHPIZE_DEPS && ' : ''}${install}`;
  const fixes: Fix[] = [
    {
      title: `Install the extension redis in ${workload.image?.dockerfile ?? 'the Dockerfile'}`,
      edits: [{ kind: 'wrap-text', at, before: '', after: `\n${line}` }],
      preferred: !hasPredis,
    },
  ];
  if (hasPredis)
    fixes.unshift({
      title: `Set REDIS_CLIENT to "predis" in ${placeOfVariable(workload, 'REDIS_CLIENT')}`,
      edits: setVariable(workload, 'REDIS_CLIENT', 'predis'),
      preferred: true,
    });
  return fixes;
}

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { redis, app, environment } = workload;
  const client = redis.driver;
  if (!app || client === null || !talksToStores(workload) || redis.usedBy.length === 0) return undefined;
  const trouble = redisClientTrouble(app, client);
  const value = workload.configValue('database.redis.client');
  const variable = environment.get('REDIS_CLIENT');
  const read = value?.because[0]?.name === 'REDIS_CLIENT' && variable.state === 'set';
  const at = read ? variable.chain[0]?.at : value?.because[0]?.at;
  if (!trouble || !at) return undefined;
  const users = `${capital(needs(redis))} of ${workloadName(workload)} fail`;
  const cause = read ? `REDIS_CLIENT is "${client}"` : `The Redis client of this app is "${client}"`;
  const message =
    trouble.kind === 'name-unknown'
      ? `${cause}, which Laravel does not know: it takes "phpredis" or "predis", in exactly this spelling. ${users} with "Call to a member function connect() on null".`
      : `${cause}, and composer.json of this app does not require predis/predis. ${users} with 'Class "Predis\\Client" not found'. "composer require predis/predis" adds it.`;
  return {
    at,
    message,
    certainty: trouble.certainty === 'certain' && redis.certainty === 'certain' ? 'certain' : 'likely',
    related: app.composer?.requireEnd
      ? [{ at: app.composer.requireEnd, message: 'The packages of the app are here.' }]
      : [],
    fixes: () => (read ? fixes(workload, trouble.kind, client) : []),
    subject: subjectOf(workload, 'REDIS_CLIENT'),
  };
}

function fixes(workload: LaravelWorkload, kind: 'package-missing' | 'name-unknown', client: string): Fix[] {
  const nearest = distance(client.toLowerCase(), 'predis') < distance(client.toLowerCase(), 'phpredis');
  const name = kind === 'name-unknown' && nearest ? 'predis' : 'phpredis';
  const needed = name === 'phpredis' ? ' (needs the PHP extension redis in the image)' : '';
  return [
    {
      title: `Set REDIS_CLIENT to "${name}" in ${placeOfVariable(workload, 'REDIS_CLIENT')}${needed}`,
      edits: setVariable(workload, 'REDIS_CLIENT', name),
      preferred: kind === 'name-unknown',
    },
  ];
}
