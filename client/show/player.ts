import type { ShowClock } from '../common/clock';
import type { Ovation } from './ovation';
import type { Feature, Moment } from './moment';
import type { Programme } from './programme';
import { stateAt } from './timeline';

/** Runs the show: sixty times a second it asks the clock what time it is and tells every feature. */
export class Player {
  readonly features: Feature[] = [];
  private fixed: number | null = null;
  private stopped = false;
  private dirty = true;
  private driven = false;

  constructor(
    private readonly programme: Programme,
    private readonly clock: ShowClock,
    private readonly ovation: Ovation,
  ) {}

  /** Seconds into the show, by the server's clock. */
  get showTime(): number {
    return this.fixed ?? this.programme.at(this.clock.now());
  }

  /** What a moment is; without `t`, now. */
  moment(t = this.showTime): Moment {
    const timeline = this.programme.timeline;
    const state = stateAt(timeline, t);
    const viewers = this.fixed === null ? this.ovation.level : 0;
    return { t, timeline, state, clapping: Math.min(1, Math.max(state.applause * 0.85, viewers)) };
  }

  /** Stops time at `t`, or lets it run again. */
  freeze(t: number | null): void {
    this.fixed = t;
    this.changed();
  }

  get frozen(): boolean {
    return this.fixed !== null;
  }

  /** Something other than time changed, so that even a frozen show must be drawn again. */
  changed(): void {
    this.dirty = true;
  }

  run(): void {
    const tick = (): void => {
      if (this.stopped) return;
      requestAnimationFrame(tick);
      if (this.driven || (this.fixed !== null && !this.dirty)) return;
      this.beat();
    };
    requestAnimationFrame(tick);
  }

  /** Tells every feature what time it is. */
  beat(): Moment {
    this.dirty = false;
    const moment = this.moment();
    for (const feature of this.features) feature(moment);
    return moment;
  }

  /** While a headset drives the show, the page's own frames, which may come or not, tell nobody. */
  drive(by: boolean): void {
    this.driven = by;
  }

  stop(): void {
    this.stopped = true;
  }
}
