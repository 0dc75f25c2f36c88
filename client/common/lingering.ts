const IDLE = 8000; // ms after which a camera that nobody steers is no longer looking
const STEP = 1000; // ms between two frames that count, at most: a machine that stalls has shown nothing meanwhile
const GLANCE = 1.5; // seconds on one look that are worth telling

/**
 * Seconds for which a visitor's own camera stayed on each look. The show's cameras follow everybody alike and say nothing about
 * her; the one she steers counts until she has let it be for IDLE ms, for then the look carries it along.
 */
export class Lingering {
  private readonly seconds = new Map<string, number>();
  private steered = Number.NEGATIVE_INFINITY;
  private last = 0;

  /** `tell` is given a look and seconds each time the camera has come to rest, and when the page goes. */
  constructor(
    private readonly tell: (look: string, seconds: number) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Her hand moved the camera. */
  steer(): void {
    this.steered = this.clock();
  }

  /** Listens to the hand on `canvas`, while `own` says that the camera is hers. */
  follow(canvas: HTMLElement, own: () => boolean): void {
    const hand = (event: MouseEvent): void => {
      if (event.isTrusted && own() && (event.type === 'wheel' || event.buttons)) this.steer();
    };
    canvas.addEventListener('pointermove', hand, { passive: true });
    canvas.addEventListener('wheel', hand, { passive: true });
  }

  /** A frame was drawn; `look` is what her own camera is on, null when it is on none or not hers. */
  frame(look: string | null): void {
    const now = this.clock();
    const since = Math.min(STEP, now - this.last) / 1000;
    this.last = now;
    if (now - this.steered > IDLE) this.leave();
    else if (look) this.seconds.set(look, (this.seconds.get(look) ?? 0) + since);
  }

  /** Tells what was not told yet. */
  leave(): void {
    for (const [look, seconds] of this.seconds) if (seconds >= GLANCE) this.tell(look, Math.round(seconds * 10) / 10);
    this.seconds.clear();
  }
}
