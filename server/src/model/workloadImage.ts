import type { Field } from '../formats/kubernetes/facts';
import type { ProcessKind } from '../formats/shell/shellScan';
import type { Place } from '../text/place';
import type { DotenvSource } from './environment';

/** What is known of the image that a container runs, where it is built in this workspace. */
export interface WorkloadImage {
  readonly dockerfile: string;
  readonly stage?: string;
  /** Directories where the app's root is. */
  readonly roots: readonly string[];
  readonly env: ReadonlyMap<string, Field>;
  readonly process?: ProcessKind;
  /** Where the build caches the configuration, so that the pod's variables do not reach it. */
  readonly configCachedAt?: Place;
  readonly dotenv?: DotenvSource;
  /** Why a `.env` that the workspace does not show may lie in the image. */
  readonly hiddenDotenv?: string;
}
