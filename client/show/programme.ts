import { type Timeline, showTime } from './timeline';

/**
 * The timeline on show, and its successor while looks are still being made. A new timeline takes over in the
 * dark between two rounds, so that nobody vanishes in the middle of the runway; at once when nobody walks yet.
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

  /** Seconds into the show at `clock` (s since the epoch). Changes the timeline between two rounds. */
  at(clock: number): number {
    let t = showTime(this.now, clock);
    if (this.coming && (t < this.last || !this.now.walkers.length)) {
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

  /** While looks are being made, asks now and then by itself: announcements may be missed. */
  poll(every = 20_000): void {
    setInterval(() => {
      if (this.now.waiting.length && document.visibilityState === 'visible') void this.renew();
    }, every);
  }
}

async function fetchTimeline(url: string): Promise<Timeline> {
  const answer = await fetch(url, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`the timeline of this show answered ${answer.status}`);
  return (await answer.json()) as Timeline;
}
