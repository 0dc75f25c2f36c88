import type { Stage } from '../stage';
import type { Timeline, Walker } from './timeline';

const AT_ONCE = 2; // looks fetched side by side

/** Brings looks to the stage before they are needed, those on the runway first. */
export class Wardrobe {
  private readonly loading = new Map<string, Promise<void>>();
  private readonly here = new Set<string>();
  private busy = 0;
  private timeline: Timeline | null = null;
  private t = 0;
  /** Looks that could not be brought: how often. */
  private readonly failed = new Map<string, number>();

  constructor(
    private readonly stage: Pick<Stage, 'load'>,
    private readonly onLoad: (look: string) => void = () => {},
  ) {}

  /** Keeps fetching what `t` needs next. */
  serve(timeline: Timeline, t: number): void {
    this.timeline = timeline;
    this.t = t;
    while (this.busy < AT_ONCE) {
      const next = byNeed(timeline, t).find((walker) => this.wanted(walker));
      if (!next) return;
      void this.bring(next).catch(() => undefined);
    }
  }

  /** Resolves when every look that walks at `looks` is on the stage (or failed to come). */
  async need(timeline: Timeline, looks: readonly string[]): Promise<void> {
    const wanted = timeline.walkers.filter((walker) => looks.includes(walker.look) && walker.glb);
    await Promise.allSettled(wanted.map((walker) => this.loading.get(key(walker)) ?? this.bring(walker)));
  }

  /** Whether everybody of `looks` is on the stage, or will not come. */
  has(timeline: Timeline, looks: readonly string[]): boolean {
    const here = (walker: Walker): boolean => this.here.has(key(walker)) || (this.failed.get(key(walker)) ?? 0) >= 3;
    return timeline.walkers.every((walker) => !looks.includes(walker.look) || !walker.glb || here(walker));
  }

  private wanted(walker: Walker): boolean {
    return !!walker.glb && !this.loading.has(key(walker)) && (this.failed.get(key(walker)) ?? 0) < 3;
  }

  private bring(walker: Walker): Promise<void> {
    this.busy++;
    const changed = (): void => this.onLoad(walker.look);
    const job = this.stage.load(walker.look, walker.glb as string, changed).then(
      () => {
        this.busy--;
        this.here.add(key(walker));
        this.onLoad(walker.look);
        if (this.timeline) this.serve(this.timeline, this.t);
      },
      (error: unknown) => {
        this.busy--;
        this.loading.delete(key(walker));
        this.failed.set(key(walker), (this.failed.get(key(walker)) ?? 0) + 1);
        throw error;
      },
    );
    this.loading.set(key(walker), job);
    return job;
  }
}

const key = (walker: Walker): string => `${walker.look} ${walker.glb}`;

/** The walkers in the order in which they will next be seen after `t`. */
export function byNeed(timeline: Timeline, t: number): Walker[] {
  const wait = (walker: Walker): number => {
    if (t < solo(timeline, walker)) return walker.start - t;
    const finale = timeline.finale ? timeline.finale.start - t : Number.POSITIVE_INFINITY;
    return Math.min(finale < 0 ? Number.NEGATIVE_INFINITY : finale, walker.start + timeline.duration - t);
  };
  return [...timeline.walkers].sort((a, b) => wait(a) - wait(b));
}

/** When a walker has gone back from its own turn, before the finale. */
function solo({ finale, duration }: Timeline, walker: Walker): number {
  const next = finale?.start ?? duration;
  return walker.legs.reduce((gone, leg) => (leg.t < next ? leg.t + leg.seconds : gone), walker.start);
}
