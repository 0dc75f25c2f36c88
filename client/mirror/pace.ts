const FRAMES = 15; // the last ones count: the first are slow everywhere
const SLOW = 250; // ms a frame; below four pictures a second a mirror is none

/** Whether a device keeps up with its mirror. */
export class Pace {
  private readonly times: number[] = [];

  /** Told how long a frame took, ms. */
  frame(ms: number): void {
    this.times.push(ms);
    if (this.times.length > FRAMES) this.times.shift();
  }

  /** ms, the median of the last frames. */
  get ms(): number {
    return [...this.times].sort((a, b) => a - b)[this.times.length >> 1] ?? 0;
  }

  get slow(): boolean {
    return this.times.length === FRAMES && this.ms > SLOW;
  }
}
