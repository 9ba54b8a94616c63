import type { LaravelApp } from '../build/laravelApps';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { Container } from '../formats/kubernetes/facts';
import type { ObjectOf } from './stackIndex';
import type { WorkloadImage } from './workloadImage';

/** The image that a container runs, where a Dockerfile of this workspace builds it. */
export function imageOf(
  _files: WorkspaceFiles,
  _app: LaravelApp | undefined,
  _workload: ObjectOf<'workload'>,
  _container: Container,
): WorkloadImage | undefined {
  return undefined;
}
