import { affinityBypassed } from './affinity-bypassed';
import { dbHostUnresolved } from './db-host-unresolved';
import { manifestMalformed } from './manifest-malformed';
import { redisHostLocalhost } from './redis-host-localhost';
import { redisHostOtherNamespace } from './redis-host-other-namespace';
import { redisHostUnresolved } from './redis-host-unresolved';
import { redisPortServiceLink } from './redis-port-service-link';
import { redisServiceSelectsNothing } from './redis-service-selects-nothing';
import type { Rule } from './rule';
import { sessionConfigIgnoresEnv } from './session-config-ignores-env';
import { sessionDriverArray } from './session-driver-array';
import { sessionDriverEmpty } from './session-driver-empty';
import { sessionDriverUnknown } from './session-driver-unknown';
import { sessionDriverUnset } from './session-driver-unset';
import { statefulDriverWithReplicas } from './stateful-driver-with-replicas';

/** Every rule, in the order in which they are listed. */
export const rules: readonly Rule[] = [
  statefulDriverWithReplicas,
  sessionDriverUnset,
  sessionDriverUnknown,
  sessionDriverEmpty,
  sessionDriverArray,
  sessionConfigIgnoresEnv,
  redisHostUnresolved,
  redisHostLocalhost,
  redisHostOtherNamespace,
  redisPortServiceLink,
  redisServiceSelectsNothing,
  dbHostUnresolved,
  affinityBypassed,
  manifestMalformed,
];
