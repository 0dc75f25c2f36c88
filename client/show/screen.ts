import type { CameraName, Frame, Quality, Stage } from '../stage';
import type { Moment } from './moment';
import { Wardrobe } from './wardrobe';

const DENSITY = { high: 2, low: 1.25 } as const; // device pixels a CSS pixel, at most

/** The canvas and what is drawn on it: the stage, the camera chosen, the looks brought in time. */
export class Screen {
  camera: CameraName = 'front-row';
  private wardrobe: Wardrobe;
  private flashed = Number.NEGATIVE_INFINITY;
  private busy = false;

  private constructor(
    readonly canvas: HTMLCanvasElement,
    readonly stage: Stage,
    private level: Quality,
    private readonly changed: () => void,
  ) {
    this.wardrobe = new Wardrobe(stage, changed);
    new ResizeObserver(() => this.fit()).observe(canvas);
    this.fit();
    stage.attachOrbit(canvas);
  }

  /** Opens the stage. Rejects when the browser cannot draw it. */
  static async open(
    canvas: HTMLCanvasElement,
    level: Quality,
    reducedMotion: boolean,
    guestsUrl: string | undefined,
    changed: () => void,
  ): Promise<Screen> {
    const { createStage } = await import('../stage');
    const stage = await createStage(canvas, { quality: level, reducedMotion, hall: 'runway', guestsUrl });
    return new Screen(canvas, stage, level, changed);
  }

  get quality(): Quality {
    return this.level;
  }

  async setQuality(level: Quality): Promise<void> {
    this.level = level;
    this.busy = true;
    try {
      await this.stage.setQuality(level);
    } finally {
      this.busy = false;
    }
    this.fit();
  }

  /** Draws a moment as it happens. */
  draw(moment: Moment): void {
    if (this.busy) return;
    this.wardrobe.serve(moment.timeline, moment.t);
    this.stage.render(this.frame(moment), this.camera);
  }

  /** Draws a moment exactly, once all who walk in it are dressed: the same input gives the same pixels. */
  async drawExactly(moment: Moment, camera: CameraName): Promise<void> {
    await this.wardrobe.need(moment.timeline, moment.state.walkers.map((walker) => walker.look));
    this.stage.renderAt(this.frame(moment), camera);
  }

  /** A still of many samples. Live drawing stops until it is done. */
  async photo(moment: Moment, onProgress: (share: number) => void, signal: AbortSignal): Promise<Blob> {
    this.busy = true;
    try {
      const samples = this.level === 'high' ? 24 : 12;
      return await this.stage.photo(this.frame(moment), this.camera, { samples, onProgress, signal });
    } finally {
      this.busy = false;
    }
  }

  /** A flash goes off in the hall. */
  flash(): void {
    this.flashed = performance.now();
    this.changed();
  }

  private frame(moment: Moment): Frame {
    const since = (performance.now() - this.flashed) / 1000;
    return {
      t: moment.t,
      walkers: moment.state.walkers,
      lights: moment.state.lights,
      applause: moment.clapping,
      ...(since < 0.6 && { flash: Math.exp(-since * 8) }),
    };
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    this.stage.resize(clientWidth, clientHeight, Math.min(devicePixelRatio, DENSITY[this.level]));
    this.changed();
  }
}
