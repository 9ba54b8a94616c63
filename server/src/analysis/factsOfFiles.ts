import { FILE_FACTS } from '../build/fileFacts';
import type { FileFact } from '../build/workspaceFiles';
import { MAY_SUPPRESS } from './suppressingFiles';

/** All that is asked of each file, so that a file's text need be at hand once. */
export const FACTS_OF_FILES: readonly FileFact<unknown>[] = [...FILE_FACTS, MAY_SUPPRESS];
