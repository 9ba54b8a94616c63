import type { Container, PodTemplate } from '../formats/kubernetes/facts';

/** The containers that run as long as the pod does: an init container with `restartPolicy: Always` is one of them. */
export function runningContainers(template: PodTemplate): readonly Container[] {
  const sidecars = template.initContainers.filter(({ sidecar }) => sidecar);
  return sidecars.length === 0 ? template.containers : [...template.containers, ...sidecars];
}
