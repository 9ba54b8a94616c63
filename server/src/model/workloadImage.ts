import type { Field } from '../formats/kubernetes/facts';
import type { ProcessKind, ShellScan } from '../formats/shell/shellScan';
import type { Place } from '../text/place';
import type { Certainty } from './certainty';
import type { DotenvSource } from './environment';

/** A script or command line of the image that runs when a container starts. */
export interface StartScript {
  readonly scan: ShellScan;
  /** Where the text that was read begins, when its characters are those of the file; else where the command stands. */
  readonly at: Place;
  readonly exact: boolean;
}

/** What is known of the image that a container runs, where it is built in this workspace. */
export interface WorkloadImage {
  readonly dockerfile: string;
  /** How sure it is that the workload runs this image, where several are built. */
  readonly certainty: Certainty;
  readonly stage?: string;
  /** Directories where the app's root is. */
  readonly roots: readonly string[];
  readonly env: ReadonlyMap<string, Field>;
  readonly process?: ProcessKind;
  /** Where the build caches the configuration, so that the pod's variables do not reach it. */
  readonly configCachedAt?: Place;
  /** `key:generate` ran while the image was built, so all pods have the key that is in its `.env`. */
  readonly keyBakedAt?: Place;
  /** The `FROM` of an image that installs PHP extensions, and not redis. */
  readonly redisMissingAt?: Place;
  /** Whether it is made from Alpine, where building an extension needs more packages. */
  readonly onAlpine?: boolean;
  /** What the image itself runs at start; the container's own command is not among it. */
  readonly startScripts: readonly StartScript[];
  readonly dotenv?: DotenvSource;
  /** Why a `.env` that the workspace does not show may lie in the image. */
  readonly hiddenDotenv?: string;
  /** The only hidden `.env` is one that lies beside the Dockerfile on somebody's own machine. */
  readonly copiesDotenv?: true;
}
