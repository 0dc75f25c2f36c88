/** Milliseconds of somebody's attention: they run while the page is seen and a sign of life was given lately. */
export class Attention {
  private total = 0;
  private visible = true;
  private settled: number;
  private sign: number;

  /** `idle`: ms for which a sign of life (a pointer, a key, a wheel) lasts. */
  constructor(
    private readonly idle: number,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.settled = this.sign = clock();
  }

  get ms(): number {
    const now = this.clock();
    if (this.visible) this.total += Math.max(0, Math.min(now, this.sign + this.idle) - this.settled);
    this.settled = now;
    return this.total;
  }

  /** Somebody is there. */
  stir(): void {
    void this.ms;
    this.sign = this.settled;
  }

  /** The page comes into sight, or goes out of it. */
  see(visible: boolean): void {
    if (visible !== this.visible) this.stir();
    this.visible = visible;
  }

  /** Follows the browser's own events; those that a script made up are no sign of life. */
  follow(): this {
    const stir = (event: Event): void => {
      if (event.isTrusted) this.stir();
    };
    const options = { passive: true, capture: true } as const;
    for (const kind of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'touchmove']) {
      document.addEventListener(kind, stir, options);
    }
    const see = (): void => this.see(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', see, true);
    see();
    return this;
  }
}
