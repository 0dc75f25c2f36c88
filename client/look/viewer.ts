import { el } from '../common/dom';
import { interactions } from '../common/interactions';
import { Lingering } from '../common/lingering';
import type { Say } from '../common/words';
import type { Addresses, Frame, Quality, Stage } from '../stage';
import type { Presence } from '../stage/xr';
import type { Standing } from './ar/placing';
import { moves, type Moves, type Wish } from './moves';

/** The look in the round: a model on the spot whom one may ask to stand, walk, turn and pose, and see from anywhere. */
export class Viewer {
  private last = performance.now();
  private visible = true;
  private dirty = 2;
  private exact: Frame | null = null;
  /** Called after each picture that was drawn. */
  drawn: () => void = () => undefined;
  /** What shows the look in an immersive session, while one lasts. */
  presence: Presence | null = null;
  private readonly lingering = new Lingering((look, seconds) => interactions.record('linger', look, seconds));

  private constructor(
    private readonly look: string,
    private readonly canvas: HTMLCanvasElement,
    private readonly stage: Stage,
    private readonly model: Moves,
    private readonly density: number,
  ) {}

  /** Opens the viewer over the picture in `figure`. Rejects when it cannot be drawn or the look cannot be had. */
  static async open(figure: HTMLElement, glb: string, quality: Quality, say: Say): Promise<Viewer> {
    const look = figure.dataset.look ?? '';
    const label = `${figure.querySelector('img')?.alt ?? look}. ${say('viewerHint')}`;
    const canvas = el('canvas', { class: 'lv-canvas', tabindex: 0, role: 'img', 'aria-label': label });
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    figure.append(canvas);
    try {
      const { createStage } = await import('../stage');
      const stage = await createStage(canvas, { quality, reducedMotion: still, hall: 'studio' });
      let viewer: Viewer | undefined;
      await stage.load(look, glb, () => viewer?.touch());
      if (still) await stage.moves(look).catch((error: unknown) => console.warn(error));
      const density = Math.min(devicePixelRatio, quality === 'high' ? 2 : 1.25);
      viewer = new Viewer(look, canvas, stage, moves(stage.clips(look), still), density);
      viewer.begin(figure, say);
      return viewer;
    } catch (error) {
      canvas.remove();
      throw error;
    }
  }

  /** The same moment always gives the same picture; for tests. */
  renderAt(clip: string, at: number, heading: number): void {
    this.exact = this.frame(clip, at, heading);
    this.stage.renderAt(this.exact, 'orbit');
    this.drawn();
  }

  /** Which points of the cloth the last picture shows. */
  addresses(width: number): Addresses | null {
    return this.stage.addresses(this.look, width);
  }

  /** Shows the look in an immersive session until that ends, in the presence that `make` makes of it; `placed` is told when it stands. */
  async immerse(session: XRSession, make: (standing: Standing) => Presence, placed: () => void): Promise<void> {
    const frame = (seconds: number, turned: number): Frame => {
      this.model.step(seconds);
      return this.frame(this.model.clip, this.model.at, this.model.heading + turned);
    };
    this.presence = make({ look: this.look, frame, placed });
    this.exact = null;
    if (this.model.wishes.includes('stand')) this.model.ask('stand'); // in a room one does not walk on the spot
    try {
      await this.stage.immerse(session, this.presence);
    } finally {
      this.presence = null;
      this.touch();
    }
  }

  /** The garment in another colour (#rrggbb), or as it walks. */
  async dye(garment: string, color: string): Promise<void> {
    await this.stage.dye(this.look, color ? { garment, color } : null);
    this.touch();
  }

  private begin(figure: HTMLElement, say: Say): void {
    this.stage.attachOrbit(this.canvas);
    this.lingering.follow(this.canvas, () => true);
    interactions.onLeave(() => this.lingering.leave());
    new ResizeObserver(() => this.fit()).observe(this.canvas);
    this.fit();
    new IntersectionObserver(([entry]) => {
      this.visible = !!entry?.isIntersecting;
    }).observe(this.canvas);
    for (const kind of ['pointermove', 'wheel', 'keydown'] as const) {
      this.canvas.addEventListener(kind, () => this.touch(), { passive: true });
    }
    figure.append(this.controls(say));
    const tick = (now: number): void => {
      requestAnimationFrame(tick);
      const step = Math.min(0.1, (now - this.last) / 1000);
      this.last = now;
      const { clip, at, heading } = this.model;
      const seen = this.visible && !this.presence && !this.exact && interactions.measuring;
      this.lingering.frame(seen ? this.stage.gazed(this.frame(clip, at, heading)) : null);
      if (this.presence || this.exact || !this.visible || document.visibilityState === 'hidden') return;
      this.model.step(step);
      if (this.model.resting && this.dirty <= 0) return;
      this.dirty--;
      this.stage.render(this.frame(this.model.clip, this.model.at, this.model.heading), 'orbit');
      this.drawn();
    };
    requestAnimationFrame(tick);
  }

  /** Draw again for a while: the camera glides to where it was sent. */
  private touch(): void {
    this.dirty = 90;
  }

  /** One button for each thing she can do; those that last say whether she is at it. */
  private controls(say: Say): HTMLElement {
    const buttons = new Map<Wish, HTMLButtonElement>();
    const tell = (): void => {
      for (const wish of ['stand', 'walk'] as const) {
        buttons.get(wish)?.setAttribute('aria-pressed', String(this.model.steady === wish));
      }
    };
    for (const wish of this.model.wishes) {
      const button = el('button', { type: 'button', class: 'lv-move' }, say(wish));
      button.addEventListener('click', () => {
        void this.ask(wish, button).then(tell);
      });
      buttons.set(wish, button);
    }
    tell();
    const controls = el('div', { class: 'lv-controls', role: 'group', 'aria-label': say('moves') }, ...buttons.values());
    for (const kind of ['pointerenter', 'focusin'] as const) {
      controls.addEventListener(kind, () => void this.stage.moves(this.look).catch(() => undefined), { once: true });
    }
    return controls;
  }

  /** Does what is asked as soon as the model can: all but walking is in a file of its own. */
  private async ask(wish: Wish, button: HTMLButtonElement): Promise<void> {
    button.setAttribute('aria-busy', 'true');
    try {
      if (wish !== 'walk') await this.stage.moves(this.look);
      this.exact = null;
      this.model.ask(wish);
      this.touch();
    } catch (error) {
      console.warn(error);
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  private frame(clip: string, at: number, heading: number): Frame {
    const walker = { look: this.look, x: 0, z: 0, heading, clip, at };
    return { t: at, walkers: [walker], lights: 1, applause: 0 };
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    this.stage.resize(clientWidth, clientHeight, this.density);
    this.touch();
  }
}
