import { el } from '../common/dom';
import { icon, iconButton, setIcon } from '../common/icons';
import type { Say } from '../common/words';
import type { Frame, Quality, Stage } from '../stage';

const PERIOD = 120 / 112; // s of two steps, the walk of every look
const TURN = 0.9; // s from front to back

/** The look in the round: a model who walks on the spot, whom one may turn, stop, and see from behind. */
export class Viewer {
  private walking: boolean;
  private phase = 0;
  private from = 0;
  private to = 0;
  private turned = Number.NEGATIVE_INFINITY;
  private last = performance.now();
  private visible = true;
  private dirty = 2;

  private constructor(
    private readonly look: string,
    private readonly canvas: HTMLCanvasElement,
    private readonly stage: Stage,
    private readonly still: boolean,
    private readonly density: number,
  ) {
    this.walking = !still;
  }

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
      await stage.load(look, glb);
      const viewer = new Viewer(look, canvas, stage, still, Math.min(devicePixelRatio, quality === 'high' ? 2 : 1.25));
      viewer.begin(figure, say);
      return viewer;
    } catch (error) {
      canvas.remove();
      throw error;
    }
  }

  /** The same moment always gives the same picture; for tests. */
  renderAt(phase: number, heading: number): void {
    this.walking = false;
    this.phase = phase;
    this.from = this.to = heading;
    this.stage.renderAt(this.frame(performance.now()), 'orbit');
  }

  private begin(figure: HTMLElement, say: Say): void {
    this.stage.attachOrbit(this.canvas);
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
      if (!this.visible || document.visibilityState === 'hidden') return;
      if (this.walking) this.phase = (this.phase + step / PERIOD) % 1;
      const turning = now - this.turned < TURN * 1000 + 100;
      if (!this.walking && !turning && this.dirty <= 0) return;
      this.dirty--;
      this.stage.render(this.frame(now), 'orbit');
    };
    requestAnimationFrame(tick);
  }

  /** Draw again for a while: the camera glides to where it was sent. */
  private touch(): void {
    this.dirty = 90;
  }

  private controls(say: Say): HTMLElement {
    const walk = iconButton(this.walking ? 'pause' : 'play', say(this.walking ? 'pause' : 'play'), () => {
      this.walking = !this.walking;
      this.touch();
      setIcon(walk, this.walking ? 'pause' : 'play', say(this.walking ? 'pause' : 'play'));
    });
    const side = el('button', { type: 'button', class: 'lv-side' }, icon('turn'), el('span', {}, say('back')));
    side.addEventListener('click', () => {
      const now = performance.now();
      this.from = this.heading(now);
      this.to = this.to === 0 ? Math.PI : 0;
      this.turned = now;
      this.touch();
      side.lastElementChild?.replaceChildren(say(this.to === 0 ? 'back' : 'front'));
    });
    return el('div', { class: 'lv-controls' }, side, walk);
  }

  private frame(now: number): Frame {
    const walker = { look: this.look, x: 0, z: 0, heading: this.heading(now), phase: this.phase };
    return { t: this.phase * PERIOD, walkers: [walker], lights: 1, applause: 0 };
  }

  private heading(now: number): number {
    if (this.still) return this.to;
    const share = Math.min(1, Math.max(0, (now - this.turned) / 1000 / TURN));
    const eased = share * share * (3 - 2 * share);
    return this.from + (this.to - this.from) * eased;
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    this.stage.resize(clientWidth, clientHeight, this.density);
    this.touch();
  }
}
