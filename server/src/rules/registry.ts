import { affinityBypassed } from './affinity-bypassed';
import { affinityDiffersBetweenStacks } from './affinity-differs-between-stacks';
import { affinityInvalid } from './affinity-invalid';
import { affinityOnWrongObject } from './affinity-on-wrong-object';
import { affinityTimeoutShorterThanSession } from './affinity-timeout-shorter-than-session';
import { affinityWithoutEffect } from './affinity-without-effect';
import { dbHostLocalhost } from './db-host-localhost';
import { dbHostUnresolved } from './db-host-unresolved';
import { kustomizationDoesNotBuild } from './kustomization-does-not-build';
import { kustomizePrefixBreaksHost } from './kustomize-prefix-breaks-host';
import { manifestMalformed } from './manifest-malformed';
import { redisClientMissing } from './redis-client-missing';
import { redisHostInvalid } from './redis-host-invalid';
import { redisHostLocalhost } from './redis-host-localhost';
import { redisHostOtherNamespace } from './redis-host-other-namespace';
import { redisHostUnresolved } from './redis-host-unresolved';
import { redisPasswordMismatch } from './redis-password-mismatch';
import { redisPortMismatch } from './redis-port-mismatch';
import { redisPortServiceLink } from './redis-port-service-link';
import { redisReplicasNotClustered } from './redis-replicas-not-clustered';
import { redisServiceSelectsNothing } from './redis-service-selects-nothing';
import { redisUrlMalformed } from './redis-url-malformed';
import { redisUrlOverridesHost } from './redis-url-overrides-host';
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
  redisHostInvalid,
  redisPortMismatch,
  redisReplicasNotClustered,
  redisPasswordMismatch,
  redisUrlMalformed,
  redisUrlOverridesHost,
  redisClientMissing,
  dbHostUnresolved,
  dbHostLocalhost,
  kustomizePrefixBreaksHost,
  affinityBypassed,
  affinityOnWrongObject,
  affinityTimeoutShorterThanSession,
  affinityInvalid,
  affinityWithoutEffect,
  affinityDiffersBetweenStacks,
  manifestMalformed,
  kustomizationDoesNotBuild,
];
