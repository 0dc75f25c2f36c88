import { type Timeline, showTime } from './timeline';

const DARK = 3; // s at the beginning of a round in which nobody is out and the lights are low
const OFTEN = 20_000; // ms between two questions while looks are being made,
const SELDOM = 60_000; // and when none are

/**
 * The timeline on show, and its successor: when another look is ready, or a scheduled performance begins or ends.
 * A successor takes over in the dark between two rounds, so that nobody vanishes in the middle of the runway; at
 * once when nobody walks yet, and when a performance begins, for that has an hour.
 */
export class Programme {
  private coming: Timeline | null = null;
  private last = 0;

  private constructor(
    private readonly url: string,
    private now: Timeline,
  ) {}

  static async open(url: string): Promise<Programme> {
    return new Programme(url, await fetchTimeline(url));
  }

  get timeline(): Timeline {
    return this.now;
  }

  /** Seconds into the show at `clock` (s since the epoch). Changes the timeline when its moment has come. */
  at(clock: number): number {
    let t = showTime(this.now, clock);
    const again = t < this.last;
    if (again && !this.now.loop) void this.renew(); // a performance is over: what is on now?
    if (this.coming && (again || t < DARK || !this.now.walkers.length || (this.now.loop && !this.coming.loop))) {
      this.now = this.coming;
      this.coming = null;
      t = showTime(this.now, clock);
    }
    this.last = t;
    return t;
  }

  /** Asks again what is ready, as when a look was announced. */
  async renew(): Promise<void> {
    try {
      const fresh = await fetchTimeline(this.url);
      if (JSON.stringify(fresh) !== JSON.stringify(this.now)) this.coming = fresh;
    } catch {
      // The server is away; the next announcement, or the next round of `poll`, asks again.
    }
  }

  /** Asks now and then by itself: announcements may be missed, and performances begin. */
  poll(): void {
    const wait = (this.now.waiting.length ? OFTEN : SELDOM) * (0.8 + 0.4 * Math.random());
    setTimeout(() => {
      if (document.visibilityState === 'visible') void this.renew();
      this.poll();
    }, wait);
  }
}

async function fetchTimeline(url: string): Promise<Timeline> {
  const answer = await fetch(url, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`the timeline of this show answered ${answer.status}`);
  return (await answer.json()) as Timeline;
}
