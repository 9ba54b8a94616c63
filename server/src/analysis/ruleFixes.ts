/** The fixes that are offered without a finding too, as commands. */
export { useRedis } from '../rules/fixes/useRedis';
