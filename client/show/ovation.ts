const FADE = 2.4; // s in which applause falls to a third
const FULL = 14; // claps in the air at once that fill the hall

/** How loud the viewers clap at this moment: each clap rings for a while, many fill the hall. */
export class Ovation {
  private energy = 0;
  private at: number;

  constructor(private readonly local: () => number = () => performance.now() / 1000) {
    this.at = local();
  }

  add(claps: number): void {
    this.energy = Math.min(200, this.now() + claps);
  }

  /** 0 to 1. */
  get level(): number {
    return 1 - Math.exp(-this.now() / FULL);
  }

  private now(): number {
    const local = this.local();
    this.energy *= Math.exp(-(local - this.at) / FADE);
    this.at = local;
    return this.energy;
  }
}
