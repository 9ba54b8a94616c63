import type { RuleDocs } from '../rule';

export const ingressBackendMissingDocs: RuleDocs = {
  problem: 'An Ingress or route of the app names a Service, or a port of one, that is not defined.',
  why: `Requests for that path never reach a pod. The controller answers "503 Service Temporarily Unavailable" or "404 Not Found", and some
controllers refuse the whole Ingress.`,
  remedy:
    'Name a Service of the same namespace and one of its ports (the number of `port`, not of `targetPort`, or its name).',
  silent: `Silent for Ingresses that have nothing to do with the app, for names that a chart, an operator or a script may stand behind, for
actions of the AWS controller, and for Services without visible ports.`,
};
