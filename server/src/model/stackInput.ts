import type { AppImage } from '../build/appImages';
import type { LaravelApp } from '../build/laravelApps';
import type { OutsideHints } from '../build/outsideHints';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { Neighbours } from './neighbours';

/** What the model of one stack is made from. */
export interface StackInput {
  readonly files: WorkspaceFiles;
  readonly stack: Stack;
  readonly apps: readonly LaravelApp[];
  readonly images: readonly AppImage[];
  readonly hints: OutsideHints;
  /** Names of Services that the settings say exist outside the repository. */
  readonly externalServices: readonly string[];
  readonly neighbours: Neighbours;
}
