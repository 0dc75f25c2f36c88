/** Milliseconds on this machine's steady clock. */
export type Local = () => number;

interface Sample {
  rtt: number;
  offset: number;
}

const KEPT = 48; // samples remembered
const BEST = 5; // those with the shortest round trip decide
const SLEW = 0.01; // a correction is caught up at one hundredth of real time: 10 ms in a second
const JUMP = 250; // ms beyond which the clock jumps, as after sleep

/**
 * The server's clock, seen from here. Each probe is (sent, the server's now, received); of the last ones those
 * with the shortest round trip are believed (NTP's minimum filter), and their median is the offset. Later
 * corrections are slewed, so that a show never jerks.
 */
export class ShowClock {
  private samples: Sample[] = [];
  private target: number | null = null;
  private applied = 0;
  private at = 0;

  constructor(private readonly local: Local = () => performance.now()) {}

  /** Takes one probe: `sent` and `received` on the local clock in ms, `now` the server's in seconds. */
  add(sent: number, now: number, received: number): void {
    this.samples.push({ rtt: received - sent, offset: now * 1000 - (sent + received) / 2 });
    if (this.samples.length > KEPT) this.samples.shift();
    const best = [...this.samples].sort((a, b) => a.rtt - b.rtt).slice(0, BEST);
    const offsets = best.map((sample) => sample.offset).sort((a, b) => a - b);
    const target = offsets[offsets.length >> 1] as number;
    this.settle();
    if (this.target === null || this.samples.length <= BEST || Math.abs(target - this.applied) > JUMP) {
      this.applied = target;
    }
    this.target = target;
  }

  /** Forgets what it measured, as after the machine has slept; keeps running until the next probe. */
  forget(): void {
    this.samples = [];
  }

  get ready(): boolean {
    return this.target !== null;
  }

  /** The shortest round trip of the samples kept, ms: half of it bounds the error. */
  get rtt(): number {
    return Math.min(...this.samples.map((sample) => sample.rtt));
  }

  /** The server's time, seconds since the epoch; this machine's own until the first probe is back. */
  now(): number {
    this.settle();
    return this.target === null ? Date.now() / 1000 : (this.local() + this.applied) / 1000;
  }

  private settle(): void {
    const local = this.local();
    const room = (local - this.at) * SLEW;
    this.at = local;
    if (this.target === null) return;
    const missing = this.target - this.applied;
    this.applied += Math.sign(missing) * Math.min(Math.abs(missing), room);
  }
}
