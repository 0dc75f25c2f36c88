const SETTLE = 1500; // ms at the beginning that do not count: shaders are built, looks arrive
const WINDOW = 3000; // ms of frames judged at once
const BAD = 2; // windows in a row before patience is lost
const STALL = 5000; // ms; a frame shorter than this is no window by itself: a look may be arriving
const LONGEST = 30_000; // ms; a longer wait is a machine that slept

/** Whether a machine is too slow for what it draws, from the milliseconds between its frames. */
export class Patience {
  private skipped = 0;
  private frames: number[] = [];
  private taken = 0;
  private bad = 0;

  /** `limit`: ms a frame may take; well below it a machine is forgiven what it did before. */
  constructor(private readonly limit: number) {}

  /** Takes one frame; true when patience is lost. */
  lost(milliseconds: number): boolean {
    if (milliseconds > LONGEST) return false;
    if (this.skipped < SETTLE) {
      this.skipped += milliseconds;
      return false;
    }
    this.frames.push(milliseconds);
    this.taken += milliseconds;
    if (this.taken < (this.frames.length > 1 ? WINDOW : STALL)) return false;
    const median = this.frames.sort((a, b) => a - b)[this.frames.length >> 1] as number;
    this.frames = [];
    this.taken = 0;
    if (median > this.limit) this.bad++;
    else if (median < 0.75 * this.limit) this.bad = 0;
    return this.bad >= BAD;
  }
}
