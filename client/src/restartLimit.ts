/** Decides whether a server that died is started again. Knows nothing of VS Code, so that it can be tested alone. */
export class RestartLimit {
  private deaths: number[] = [];

  /** More than `deathsAllowed` deaths within `withinMilliseconds` are too many. */
  constructor(
    private readonly deathsAllowed: number,
    private readonly withinMilliseconds: number,
  ) {}

  /** Notes a death at the time `now` (milliseconds) and says whether the server may be started again. */
  allows(now: number): boolean {
    this.deaths = this.deaths.filter((death) => now - death < this.withinMilliseconds);
    this.deaths.push(now);
    return this.deaths.length <= this.deathsAllowed;
  }

  reset(): void {
    this.deaths = [];
  }
}
