import { affinityBypassed } from './affinity-bypassed';
import { affinityDiffersBetweenStacks } from './affinity-differs-between-stacks';
import { affinityInvalid } from './affinity-invalid';
import { affinityOnWrongObject } from './affinity-on-wrong-object';
import { affinityTimeoutShorterThanSession } from './affinity-timeout-shorter-than-session';
import { affinityWithoutEffect } from './affinity-without-effect';
import { appKeyDiffers } from './app-key-differs';
import { appKeyInvalid } from './app-key-invalid';
import { appKeyMissing } from './app-key-missing';
import { appKeyPerPod } from './app-key-per-pod';
import { cacheDriverPodLocal } from './cache-driver-pod-local';
import { configCachedAtBuild } from './config-cached-at-build';
import { dbHostLocalhost } from './db-host-localhost';
import { dbHostUnresolved } from './db-host-unresolved';
import { dotenvContradictsConfigMap } from './dotenv-contradicts-config-map';
import { dotenvInvalid } from './dotenv-invalid';
import { dotenvNotDeployed } from './dotenv-not-deployed';
import { envPlaceholderLiteral } from './env-placeholder-literal';
import { envShadowed } from './env-shadowed';
import { envSourceMissing } from './env-source-missing';
import { envValueNotString } from './env-value-not-string';
import { ingressBackendMissing } from './ingress-backend-missing';
import { kustomizationDoesNotBuild } from './kustomization-does-not-build';
import { kustomizePrefixBreaksHost } from './kustomize-prefix-breaks-host';
import { manifestMalformed } from './manifest-malformed';
import { redisClientMissing } from './redis-client-missing';
import { redisHostInvalid } from './redis-host-invalid';
import { redisHostLocalhost } from './redis-host-localhost';
import { redisHostOtherNamespace } from './redis-host-other-namespace';
import { redisHostUnresolved } from './redis-host-unresolved';
import { redisNotPersistent } from './redis-not-persistent';
import { redisPasswordMismatch } from './redis-password-mismatch';
import { redisPortMismatch } from './redis-port-mismatch';
import { redisPortServiceLink } from './redis-port-service-link';
import { redisReplicasNotClustered } from './redis-replicas-not-clustered';
import { redisServiceSelectsNothing } from './redis-service-selects-nothing';
import { redisUrlMalformed } from './redis-url-malformed';
import { redisUrlOverridesHost } from './redis-url-overrides-host';
import type { Rule } from './rule';
import { rwoVolumeWithReplicas } from './rwo-volume-with-replicas';
import { serviceNameInvalid } from './service-name-invalid';
import { serviceSelectsOtherPods } from './service-selects-other-pods';
import { sessionConfigIgnoresEnv } from './session-config-ignores-env';
import { sessionConnectionMissing } from './session-connection-missing';
import { sessionCookiePathInvalid } from './session-cookie-path-invalid';
import { sessionDomainMismatch } from './session-domain-mismatch';
import { sessionDriverArray } from './session-driver-array';
import { sessionDriverEmpty } from './session-driver-empty';
import { sessionDriverUnknown } from './session-driver-unknown';
import { sessionDriverUnset } from './session-driver-unset';
import { sessionLostOnRestart } from './session-lost-on-restart';
import { sessionSecureCookieWithoutTls } from './session-secure-cookie-without-tls';
import { sessionStoreMissing } from './session-store-missing';
import { sessionStoreSharedWithCache } from './session-store-shared-with-cache';
import { sessionTableMissing } from './session-table-missing';
import { settingsInvalid } from './settings-invalid';
import { statefulDriverWithReplicas } from './stateful-driver-with-replicas';
import { suppressionInvalid } from './suppression-invalid';
import { suppressionUnused } from './suppression-unused';

/** Every rule, in the order in which they are listed. */
export const rules: readonly Rule[] = [
  statefulDriverWithReplicas,
  sessionDriverUnset,
  sessionDriverUnknown,
  sessionDriverEmpty,
  sessionDriverArray,
  sessionConfigIgnoresEnv,
  sessionLostOnRestart,
  sessionConnectionMissing,
  sessionStoreMissing,
  sessionTableMissing,
  sessionStoreSharedWithCache,
  sessionDomainMismatch,
  sessionSecureCookieWithoutTls,
  sessionCookiePathInvalid,
  rwoVolumeWithReplicas,
  cacheDriverPodLocal,
  appKeyMissing,
  appKeyPerPod,
  appKeyInvalid,
  appKeyDiffers,
  redisHostUnresolved,
  redisHostLocalhost,
  redisHostOtherNamespace,
  redisPortServiceLink,
  redisServiceSelectsNothing,
  redisHostInvalid,
  redisPortMismatch,
  redisReplicasNotClustered,
  redisNotPersistent,
  redisPasswordMismatch,
  redisUrlMalformed,
  redisUrlOverridesHost,
  redisClientMissing,
  dbHostUnresolved,
  dbHostLocalhost,
  kustomizePrefixBreaksHost,
  dotenvContradictsConfigMap,
  affinityBypassed,
  affinityOnWrongObject,
  affinityTimeoutShorterThanSession,
  affinityInvalid,
  affinityWithoutEffect,
  affinityDiffersBetweenStacks,
  envSourceMissing,
  envValueNotString,
  envShadowed,
  envPlaceholderLiteral,
  configCachedAtBuild,
  dotenvNotDeployed,
  dotenvInvalid,
  ingressBackendMissing,
  serviceSelectsOtherPods,
  serviceNameInvalid,
  manifestMalformed,
  kustomizationDoesNotBuild,
  settingsInvalid,
  suppressionInvalid,
  suppressionUnused,
];
