import type { CameraName, Frame, Quality, Stage } from '../stage';
import { chooseQuality } from '../common/quality';
import type { Moment } from './moment';
import { relieved } from './relief';
import { Wardrobe } from './wardrobe';

const KEPT = 'frontrow.quality';

/** The quality the visitor has asked for, in the address or once before on this device. */
export function askedQuality(query: URLSearchParams): string | null {
  return query.get('q') ?? localStorage.getItem(KEPT);
}

const DENSITY = { high: 2, low: 1.25 } as const; // device pixels a CSS pixel, at most

/** The canvas and what is drawn on it: the stage, the camera chosen, the looks brought in time. */
export class Screen {
  camera: CameraName = 'front-row';
  /** Told when the stage is drawn in another quality. */
  readonly onQuality: ((level: Quality) => void)[] = [];
  private wardrobe: Wardrobe;
  private busy = false;

  private constructor(
    readonly canvas: HTMLCanvasElement,
    readonly stage: Stage,
    private level: Quality,
    /** Whether the visitor has said in which quality the stage is to be drawn. */
    public chosen: boolean,
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
    asked: string | null,
    reducedMotion: boolean,
    guestsUrl: string | undefined,
    changed: () => void,
  ): Promise<Screen> {
    const { createStage } = await import('../stage');
    const level = chooseQuality(asked ?? relieved());
    const stage = await createStage(canvas, { quality: level, reducedMotion, hall: 'runway', guestsUrl });
    return new Screen(canvas, stage, level, asked === level, changed);
  }

  get quality(): Quality {
    return this.level;
  }

  /** Draws as the visitor wants it, and remembers it on this device. */
  choose(level: Quality): void {
    this.chosen = true;
    localStorage.setItem(KEPT, level);
    void this.setQuality(level);
  }

  async setQuality(level: Quality): Promise<void> {
    this.level = level;
    for (const told of this.onQuality) told(level);
    this.busy = true;
    try {
      await this.stage.setQuality(level);
    } finally {
      this.busy = false;
    }
    this.fit();
  }

  /** Draws a moment: as it happens, or exactly when time stands still. */
  draw(moment: Moment, still: boolean): void {
    if (this.busy) return;
    this.wardrobe.serve(moment.timeline, moment.t);
    if (still) this.stage.renderAt(frame(moment), this.camera);
    else this.stage.render(frame(moment), this.camera);
  }

  /** Whether everybody who walks at that moment can be drawn; while nobody does, whoever comes next. */
  dressed({ timeline, state }: Moment): boolean {
    const walking = state.walkers.map((walker) => walker.look);
    return this.wardrobe.has(timeline, walking.length || !state.following ? walking : [state.following]);
  }

  /** Draws a moment exactly, once all who walk in it are dressed: the same input gives the same pixels. */
  async drawExactly(moment: Moment, camera: CameraName): Promise<void> {
    await this.wardrobe.need(moment.timeline, moment.state.walkers.map((walker) => walker.look));
    await this.stage.settled(frame(moment));
    this.stage.renderAt(frame(moment), camera);
  }

  /** A still of many samples. Live drawing stops until it is done. */
  async photo(moment: Moment, onProgress: (share: number) => void, signal: AbortSignal): Promise<Blob> {
    this.busy = true;
    try {
      const samples = this.level === 'high' ? 24 : 12;
      return await this.stage.photo(frame(moment), this.camera, { samples, onProgress, signal });
    } finally {
      this.busy = false;
    }
  }

  /** The look that the visitor's own camera is on; the show's cameras are on one for everybody. */
  gazed(moment: Moment): string | null {
    return this.camera === 'orbit' && !this.busy ? this.stage.gazed(frame(moment)) : null;
  }

  /** How the sponsors' boards were seen in the last picture of the hall. */
  sights(moment: Moment): ReturnType<Stage['sights']> {
    return this.busy ? new Map() : this.stage.sights(frame(moment));
  }

  /** A moment as the stage wants it, everybody who is needed for it being fetched. */
  frameOf(moment: Moment): Frame {
    this.wardrobe.serve(moment.timeline, moment.t);
    return frame(moment);
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    this.stage.resize(clientWidth, clientHeight, Math.min(devicePixelRatio, DENSITY[this.level]));
    this.changed();
  }
}

function frame({ t, state, clapping }: Moment): Frame {
  return { t, walkers: state.walkers, lights: state.lights, applause: clapping, flash: state.flash };
}
