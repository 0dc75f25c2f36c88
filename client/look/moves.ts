import type { Clip } from '../stage';

/** What a visitor may ask of the model. */
export type Wish = 'stand' | 'walk' | 'turn' | 'pose';

/** How a model moves on the spot. `heading` is what its turns have come to, radians. */
export interface Moves {
  readonly wishes: readonly Wish[];
  readonly clip: string;
  readonly at: number;
  readonly heading: number;
  /** What it does until asked for something else. */
  readonly steady: 'stand' | 'walk';
  /** True while nothing moves, so that nothing need be drawn. */
  readonly resting: boolean;
  ask(wish: Wish): void;
  step(seconds: number): void;
}

export const NEEDED = ['stand', 'go', 'walk', 'stop', 'pose', 'turn'] as const;
type Name = (typeof NEEDED)[number];
type Clips = Readonly<Record<string, Clip>>;

/** Moves for whatever clips a look has. With `still` nothing moves by itself and turns and poses are shown, not played. */
export function moves(clips: Clips, still: boolean): Moves {
  return NEEDED.every((name) => name in clips) ? new Joined(clips as Record<Name, Clip>, still) : new Pacing(clips, still);
}

const HURRY = 3; // how much faster she comes to rest when something is asked of her while she stands

/**
 * The clips joined into one model: each begins where another ends (standing, or frame 0 of the walk), so she finishes
 * her step, or her breath, before she does what is asked.
 */
class Joined implements Moves {
  readonly wishes = ['stand', 'walk', 'turn', 'pose'] as const;
  clip: Name;
  at = 0;
  steady: 'stand' | 'walk';
  private once: 'turn' | 'pose' | null = null;
  private before = 0; // heading when the clip began
  private breaths = 0;

  constructor(
    private readonly clips: Record<Name, Clip>,
    private readonly still: boolean,
  ) {
    this.clip = this.steady = still ? 'stand' : 'walk';
  }

  get heading(): number {
    const { yaw } = this.clips[this.clip];
    const place = this.at * (yaw.length - 1);
    const index = Math.max(0, Math.min(Math.floor(place), yaw.length - 2));
    const [one, two] = [yaw[index] ?? 0, yaw[index + 1] ?? 0];
    return this.before + one + (two - one) * (place - index);
  }

  get resting(): boolean {
    const stands = this.clip === 'stand' && this.steady === 'stand' && !this.once;
    return this.still ? this.clip !== 'walk' : stands && this.breaths > 0;
  }

  ask(wish: Wish): void {
    if (wish === 'stand' || wish === 'walk') {
      this.steady = wish;
      this.once = null;
    } else this.once = wish;
    if (this.still) this.show(wish);
  }

  /** Without motion: what was asked for is there at once. */
  private show(wish: Wish): void {
    this.once = null;
    if (wish !== 'walk') this.steady = 'stand';
    if (wish === 'turn') this.before += Math.PI;
    if (wish !== 'turn' || this.clip === 'walk') [this.clip, this.at] = [wish === 'turn' ? 'stand' : wish, wish === 'pose' ? 0.5 : 0];
  }

  step(seconds: number): void {
    let left = seconds;
    while (left > 0 && !this.resting) left = this.play(left);
  }

  /** Plays on for `seconds` or to the end of the clip; gives back what is left of them. */
  private play(seconds: number): number {
    const { seconds: length } = this.clips[this.clip];
    const leaving = this.clip === 'stand' && (this.once !== null || this.steady === 'walk');
    const pace = leaving ? (this.at < 0.5 ? -HURRY : HURRY) : 1;
    const way = pace > 0 ? (1 - this.at) * length : this.at * length;
    if (seconds * Math.abs(pace) < way) {
      this.at += (seconds * pace) / length;
      return 0;
    }
    this.before = pace > 0 && !this.clips[this.clip].loop ? this.headingAtEnd() : this.before;
    const next = this.next();
    this.breaths = next === 'stand' ? this.breaths + (this.clip === 'stand' ? 1 : 0) : 0;
    this.clip = next;
    this.at = 0;
    return seconds - way / Math.abs(pace);
  }

  private headingAtEnd(): number {
    return this.before + (this.clips[this.clip].yaw.at(-1) ?? 0);
  }

  /** What follows the clip that has just ended. */
  private next(): Name {
    if (this.clip === 'walk' || this.clip === 'go') return this.once || this.steady === 'stand' ? 'stop' : 'walk';
    const now = this.once;
    this.once = null;
    return now ?? (this.steady === 'walk' ? 'go' : 'stand');
  }
}

const TURN = 0.9; // s from front to back

/** A look that only walks: it walks or holds its step, and is turned as on a stand. */
class Pacing implements Moves {
  readonly wishes = ['stand', 'walk', 'turn'] as const;
  readonly clip = 'walk';
  at = 0;
  steady: 'stand' | 'walk';
  private from = 0;
  private to = 0;
  private share = 1;

  constructor(
    private readonly clips: Clips,
    private readonly still: boolean,
  ) {
    this.steady = still ? 'stand' : 'walk';
  }

  get heading(): number {
    return this.from + (this.to - this.from) * this.share * this.share * (3 - 2 * this.share);
  }

  get resting(): boolean {
    return this.steady === 'stand' && this.share === 1;
  }

  ask(wish: Wish): void {
    if (wish === 'stand' || wish === 'walk') this.steady = wish;
    if (wish !== 'turn') return;
    this.from = this.heading;
    this.to = this.to ? 0 : Math.PI;
    this.share = this.still ? 1 : 0;
  }

  step(seconds: number): void {
    const length = this.clips['walk']?.seconds ?? 120 / 112;
    if (this.steady === 'walk') this.at = (this.at + seconds / length) % 1;
    this.share = Math.min(1, this.share + seconds / TURN);
  }
}
