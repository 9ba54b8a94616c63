import type { RuleDocs } from '../rule';

export const kustomizePrefixBreaksHostDocs: RuleDocs = {
  problem: "A kustomization's namePrefix or nameSuffix renames the Service that REDIS_HOST or DB_HOST names.",
  why: `Kustomize gives every object the new name and follows references between objects, but a host in a ConfigMap or in \`env\` is a text to
it and stays. The pods look for \`redis\`, the Service is called \`dev-redis\`, and every access fails with \`getaddrinfo failed\`.`,
  remedy:
    "Set the host to the new name in the overlay, or leave the prefix out: the overlay's `namespace` keeps environments apart as well.",
  silent: 'Silent while nothing uses the store, and when a Service of the name that is written exists too.',
};
