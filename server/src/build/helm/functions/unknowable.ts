/** Functions whose result no one can know before the cluster or the clock has been asked: random, times, keys, names. */
import { variadic, type TemplateFunction } from '../templateFunction';
import { unknown } from '../value';

const random = (what: string): TemplateFunction =>
  variadic([], 'any', () => unknown(`${what} is random`, true), { lenient: true });
const temporal = (): TemplateFunction =>
  variadic([], 'any', () => unknown('it depends on the time', true), { lenient: true });
const generated = (): TemplateFunction =>
  variadic([], 'any', () => unknown('keys and certificates are generated anew each time', true), {
    lenient: true,
  });
const outside = (why: string): TemplateFunction => variadic([], 'any', () => unknown(why), { lenient: true });

export const unknowableFunctions: Record<string, TemplateFunction> = {
  ...Object.fromEntries(
    ['randAlphaNum', 'randAlpha', 'randNumeric', 'randAscii', 'randBytes'].map((name) => [
      name,
      random('the text'),
    ]),
  ),
  randInt: outside('the number is random'),
  shuffle: outside('the order is random'),
  uuidv4: random('the identifier'),
  ...Object.fromEntries(
    [
      'now',
      'ago',
      'date',
      'dateInZone',
      'date_in_zone',
      'dateModify',
      'date_modify',
      'mustDateModify',
      'must_date_modify',
      'htmlDate',
      'htmlDateInZone',
      'toDate',
      'mustToDate',
      'unixEpoch',
      'duration',
      'durationRound',
    ].map((name) => [name, temporal()]),
  ),
  ...Object.fromEntries(
    [
      'genPrivateKey',
      'genCA',
      'genCAWithKey',
      'genSelfSignedCert',
      'genSelfSignedCertWithKey',
      'genSignedCert',
      'genSignedCertWithKey',
      'buildCustomCert',
      'bcrypt',
      'htpasswd',
      'encryptAES',
      'derivePassword',
    ].map((name) => [name, generated()]),
  ),
  decryptAES: outside('encrypted values are not decrypted'),
  getHostByName: outside('names are not looked up'),
};
