/** From its arrival a message takes the library two rounds of the event loop: into its queue, and out of it. */
const ROUNDS = 2;

/** Whether messages are on their way, in or out. What can wait asks before it takes the thread for itself. */
export class Traffic {
  private rounds = 0;

  /** A message has come, or is to go. */
  passes(): void {
    this.rounds = ROUNDS;
  }

  /** To be asked once in each round of the event loop. */
  isBusy(): boolean {
    if (this.rounds === 0) return false;
    this.rounds--;
    return true;
  }
}
