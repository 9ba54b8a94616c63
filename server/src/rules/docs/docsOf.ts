import { affinityBypassedDocs } from './affinity-bypassed';
import { affinityDiffersBetweenStacksDocs } from './affinity-differs-between-stacks';
import { affinityInvalidDocs } from './affinity-invalid';
import { affinityOnWrongObjectDocs } from './affinity-on-wrong-object';
import { affinityTimeoutShorterThanSessionDocs } from './affinity-timeout-shorter-than-session';
import { affinityWithoutEffectDocs } from './affinity-without-effect';
import { appKeyDiffersDocs } from './app-key-differs';
import { appKeyInvalidDocs } from './app-key-invalid';
import { appKeyMissingDocs } from './app-key-missing';
import { appKeyPerPodDocs } from './app-key-per-pod';
import { cacheDriverPodLocalDocs } from './cache-driver-pod-local';
import { configCachedAtBuildDocs } from './config-cached-at-build';
import { dbHostLocalhostDocs } from './db-host-localhost';
import { dbHostUnresolvedDocs } from './db-host-unresolved';
import { dotenvContradictsConfigMapDocs } from './dotenv-contradicts-config-map';
import { dotenvInvalidDocs } from './dotenv-invalid';
import { dotenvNotDeployedDocs } from './dotenv-not-deployed';
import { envPlaceholderLiteralDocs } from './env-placeholder-literal';
import { envShadowedDocs } from './env-shadowed';
import { envSourceMissingDocs } from './env-source-missing';
import { envValueNotStringDocs } from './env-value-not-string';
import { ingressBackendMissingDocs } from './ingress-backend-missing';
import { kustomizationDoesNotBuildDocs } from './kustomization-does-not-build';
import { kustomizePrefixBreaksHostDocs } from './kustomize-prefix-breaks-host';
import { manifestMalformedDocs } from './manifest-malformed';
import { redisClientMissingDocs } from './redis-client-missing';
import { redisHostInvalidDocs } from './redis-host-invalid';
import { redisHostLocalhostDocs } from './redis-host-localhost';
import { redisHostOtherNamespaceDocs } from './redis-host-other-namespace';
import { redisHostUnresolvedDocs } from './redis-host-unresolved';
import { redisNotPersistentDocs } from './redis-not-persistent';
import { redisPasswordMismatchDocs } from './redis-password-mismatch';
import { redisPortMismatchDocs } from './redis-port-mismatch';
import { redisPortServiceLinkDocs } from './redis-port-service-link';
import { redisReplicasNotClusteredDocs } from './redis-replicas-not-clustered';
import { redisServiceSelectsNothingDocs } from './redis-service-selects-nothing';
import { redisUrlMalformedDocs } from './redis-url-malformed';
import { redisUrlOverridesHostDocs } from './redis-url-overrides-host';
import { rwoVolumeWithReplicasDocs } from './rwo-volume-with-replicas';
import { serviceNameInvalidDocs } from './service-name-invalid';
import { serviceSelectsOtherPodsDocs } from './service-selects-other-pods';
import { sessionConfigIgnoresEnvDocs } from './session-config-ignores-env';
import { sessionConnectionMissingDocs } from './session-connection-missing';
import { sessionCookiePathInvalidDocs } from './session-cookie-path-invalid';
import { sessionDomainMismatchDocs } from './session-domain-mismatch';
import { sessionDriverArrayDocs } from './session-driver-array';
import { sessionDriverEmptyDocs } from './session-driver-empty';
import { sessionDriverUnknownDocs } from './session-driver-unknown';
import { sessionDriverUnsetDocs } from './session-driver-unset';
import { sessionLostOnRestartDocs } from './session-lost-on-restart';
import { sessionSecureCookieWithoutTlsDocs } from './session-secure-cookie-without-tls';
import { sessionStoreMissingDocs } from './session-store-missing';
import { sessionStoreSharedWithCacheDocs } from './session-store-shared-with-cache';
import { sessionTableMissingDocs } from './session-table-missing';
import { settingsInvalidDocs } from './settings-invalid';
import { statefulDriverWithReplicasDocs } from './stateful-driver-with-replicas';
import { suppressionInvalidDocs } from './suppression-invalid';
import { suppressionUnusedDocs } from './suppression-unused';
import type { Rule, RuleDocs } from '../rule';

/**
 * What there is to tell of a rule. It stands apart from the rules because checking needs none of it: the language server, whose
 * users read the pages, does not load it.
 */
export function docsOf({ id }: Rule): RuleDocs {
  const docs = DOCS[id];
  if (!docs) throw new Error(`The rule ${id} has no docs.`);
  return docs;
}

const DOCS: Readonly<Record<string, RuleDocs>> = {
  'affinity-bypassed': affinityBypassedDocs,
  'affinity-differs-between-stacks': affinityDiffersBetweenStacksDocs,
  'affinity-invalid': affinityInvalidDocs,
  'affinity-on-wrong-object': affinityOnWrongObjectDocs,
  'affinity-timeout-shorter-than-session': affinityTimeoutShorterThanSessionDocs,
  'affinity-without-effect': affinityWithoutEffectDocs,
  'app-key-differs': appKeyDiffersDocs,
  'app-key-invalid': appKeyInvalidDocs,
  'app-key-missing': appKeyMissingDocs,
  'app-key-per-pod': appKeyPerPodDocs,
  'cache-driver-pod-local': cacheDriverPodLocalDocs,
  'config-cached-at-build': configCachedAtBuildDocs,
  'db-host-localhost': dbHostLocalhostDocs,
  'db-host-unresolved': dbHostUnresolvedDocs,
  'dotenv-contradicts-config-map': dotenvContradictsConfigMapDocs,
  'dotenv-invalid': dotenvInvalidDocs,
  'dotenv-not-deployed': dotenvNotDeployedDocs,
  'env-placeholder-literal': envPlaceholderLiteralDocs,
  'env-shadowed': envShadowedDocs,
  'env-source-missing': envSourceMissingDocs,
  'env-value-not-string': envValueNotStringDocs,
  'ingress-backend-missing': ingressBackendMissingDocs,
  'kustomization-does-not-build': kustomizationDoesNotBuildDocs,
  'kustomize-prefix-breaks-host': kustomizePrefixBreaksHostDocs,
  'manifest-malformed': manifestMalformedDocs,
  'redis-client-missing': redisClientMissingDocs,
  'redis-host-invalid': redisHostInvalidDocs,
  'redis-host-localhost': redisHostLocalhostDocs,
  'redis-host-other-namespace': redisHostOtherNamespaceDocs,
  'redis-host-unresolved': redisHostUnresolvedDocs,
  'redis-not-persistent': redisNotPersistentDocs,
  'redis-password-mismatch': redisPasswordMismatchDocs,
  'redis-port-mismatch': redisPortMismatchDocs,
  'redis-port-service-link': redisPortServiceLinkDocs,
  'redis-replicas-not-clustered': redisReplicasNotClusteredDocs,
  'redis-service-selects-nothing': redisServiceSelectsNothingDocs,
  'redis-url-malformed': redisUrlMalformedDocs,
  'redis-url-overrides-host': redisUrlOverridesHostDocs,
  'rwo-volume-with-replicas': rwoVolumeWithReplicasDocs,
  'service-name-invalid': serviceNameInvalidDocs,
  'service-selects-other-pods': serviceSelectsOtherPodsDocs,
  'session-config-ignores-env': sessionConfigIgnoresEnvDocs,
  'session-connection-missing': sessionConnectionMissingDocs,
  'session-cookie-path-invalid': sessionCookiePathInvalidDocs,
  'session-domain-mismatch': sessionDomainMismatchDocs,
  'session-driver-array': sessionDriverArrayDocs,
  'session-driver-empty': sessionDriverEmptyDocs,
  'session-driver-unknown': sessionDriverUnknownDocs,
  'session-driver-unset': sessionDriverUnsetDocs,
  'session-lost-on-restart': sessionLostOnRestartDocs,
  'session-secure-cookie-without-tls': sessionSecureCookieWithoutTlsDocs,
  'session-store-missing': sessionStoreMissingDocs,
  'session-store-shared-with-cache': sessionStoreSharedWithCacheDocs,
  'session-table-missing': sessionTableMissingDocs,
  'settings-invalid': settingsInvalidDocs,
  'stateful-driver-with-replicas': statefulDriverWithReplicasDocs,
  'suppression-invalid': suppressionInvalidDocs,
  'suppression-unused': suppressionUnusedDocs,
};
