import type { ObjectOf } from '../model/stackIndex';
import type { StackModel } from '../model/stackModel';
import type { Report, Rule } from './rule';

export const affinityWithoutEffect: Rule = {
  id: 'affinity-without-effect',
  severity: 'warning',
  *check(stack: StackModel) {
    const web = stack.workloads.filter(({ role }) => role === 'web');
    const services = new Set([
      ...web.flatMap(({ path }) => path.services),
      ...(web.length > 0 ? namesOutside(stack) : []),
    ]);
    for (const service of services) {
      const report = checkService(service);
      if (report) yield report;
    }
  },
};

/** ExternalName Services that an Ingress or a route of the stack leads to. */
function namesOutside({ index }: StackModel): ObjectOf<'service'>[] {
  const backends = [...index.all('ingress'), ...index.all('route')].flatMap(
    ({ details }) => details.backends,
  );
  const names = new Set(backends.map(({ service }) => service.value));
  return [...names].flatMap((each) =>
    index
      .named('service', each, '')
      .filter(({ details, name }) => details.externalName && name.value === each),
  );
}

function checkService({ details, name, namespace }: ObjectOf<'service'>): Report | undefined {
  const { sessionAffinity, headless, externalName } = details;
  if (sessionAffinity?.value !== 'ClientIP' || (!headless && !externalName)) return undefined;
  const why = headless
    ? 'it is headless, so clients connect to the pods themselves'
    : 'it is an ExternalName, which forwards nothing';
  return {
    at: sessionAffinity.at,
    message: `ClientIP on Service "${name.value}" has no effect: ${why}. Visitors are not kept on one pod.`,
    certainty: 'certain',
    unnecessary: true,
    subject: `Service/${namespace?.value ?? ''}/${name.value}`,
  };
}
