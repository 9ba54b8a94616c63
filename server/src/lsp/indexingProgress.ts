import type { WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import type { Warmth } from '../analysis/warm';

/** So many steps are shown of the whole: each is a message to the client. */
const STEPS = 20;

/** Tells the user how far the reading of the workspace is. */
export class IndexingProgress {
  private shown = 0;

  constructor(private readonly reporter: WorkDoneProgressServerReporter) {
    reporter.begin('Laravel K8s', undefined, 'Reading the workspace', false);
  }

  report({ read, of }: Warmth): void {
    const step = of === 0 ? 0 : Math.floor((read / of) * STEPS);
    if (step <= this.shown) return;
    this.shown = step;
    this.reporter.report(`Reading the workspace: ${read} of ${of} files`);
  }

  done(): void {
    this.reporter.done();
  }
}
