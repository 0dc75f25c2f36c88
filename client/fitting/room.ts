import { el } from '../common/dom';
import { type Charted, createStage, download, type Frame, parse, type Quality, type Stage } from '../stage';
import type { Bodies, Build, Her } from './bodies';
import { bare, puton } from './dress';
import { hers as herFinish, layered } from './layer';

const APART = 0.98; // metres between looks side by side
const GLIDE = 900; // ms
const TURN = 0.9; // s from front to back
const SLOW = 0.55; // radians a second, turning on the stand

/** What stands at one place: her body bare, a size carried onto it, or a drape made for her. */
export type Worn = { readonly kind: 'bare' } | { readonly kind: 'size'; readonly glb: string; readonly on: Her; readonly carry: boolean } | { readonly kind: 'exact'; readonly glb: ArrayBuffer };

/** The stage of the fitting room: up to three looks on her, side by side. */
export class Room {
  private places: string[] = [];
  private heading = 0;
  private wanted = 0;
  private turning = false;
  private walking = false;
  private time = 0;
  private last = performance.now();
  private until = 0;
  private left = 2;
  private visible = true;
  private exact = false;

  private constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly stage: Stage,
    private readonly still: boolean,
    private readonly density: number,
    private readonly bodies: Bodies,
    private readonly build: Build,
  ) {}

  /** Rejects where nothing can be drawn. */
  static async open(figure: HTMLElement, quality: Quality, label: string, bodies: Bodies): Promise<Room> {
    const canvas = el('canvas', { class: 'ft-canvas', tabindex: 0, role: 'img', 'aria-label': label });
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    figure.append(canvas);
    try {
      const [stage, build] = await Promise.all([createStage(canvas, { quality, reducedMotion: still, hall: 'fitting' }), bodies.build]);
      const room = new Room(canvas, stage, still, Math.min(devicePixelRatio, quality === 'high' ? 2 : 1.25), bodies, build);
      room.begin();
      return room;
    } catch (error) {
      canvas.remove();
      throw error;
    }
  }

  /**
   * Puts what she wears at a place; what stood there stays until the new is ready. Tells whether it is she who wears it:
   * a size that is not to be carried, or would come to pieces, is shown on the body that it is made for.
   */
  async wear(place: string, her: Her, worn: Worn): Promise<boolean> {
    let hers = true;
    const file = worn.kind === 'size' ? download(worn.glb) : worn.kind === 'exact' ? worn.glb : null;
    await this.stage.wear(place, async () => {
      const bytes = await file;
      if (!bytes) return bare(her, this.build);
      const gltf = await parse(bytes.slice(0));
      if (worn.kind === 'size') hers = worn.carry && (await puton(gltf, worn.on, her, this.build, this.bodies));
      return hers ? herFinish(gltf) : layered(gltf);
    });
    this.touch();
    return hers;
  }

  /** Which places there are, from left to right. */
  line(places: readonly string[]): void {
    for (const gone of this.places.filter((place) => !places.includes(place))) this.stage.unload(gone);
    this.places = [...places];
    this.touch();
  }

  /** Whether everything shown can walk. */
  get walks(): boolean {
    return this.places.length > 0 && this.places.every((place) => 'walk' in this.stage.clips(place));
  }

  chart(what: Charted | null): void {
    this.stage.chart(what);
    this.touch();
  }

  face(way: 'front' | 'back'): void {
    this.turning = false;
    this.wanted = Math.round(this.heading / (2 * Math.PI)) * 2 * Math.PI + (way === 'back' ? Math.PI : 0);
    if (this.still) this.heading = this.wanted;
    this.touch();
  }

  /** Turns on the stand until told otherwise; where motion is not wanted, by a quarter. Tells whether it goes on turning. */
  turn(on: boolean): boolean {
    this.turning = on && !this.still;
    if (this.still) this.heading += Math.PI / 2;
    this.wanted = this.heading;
    this.touch();
    return this.turning;
  }

  walk(on: boolean): void {
    this.walking = on;
    this.touch();
  }

  /** The same moment always gives the same picture; for tests. */
  renderAt(heading: number, clip: string, at: number): void {
    this.exact = true;
    this.stage.renderAt(this.frame(heading, clip, at), 'orbit');
  }

  private begin(): void {
    this.stage.attachOrbit(this.canvas);
    new ResizeObserver(() => this.fit()).observe(this.canvas);
    this.fit();
    new IntersectionObserver(([entry]) => {
      this.visible = !!entry?.isIntersecting;
      if (this.visible) this.touch();
    }).observe(this.canvas);
    for (const kind of ['pointermove', 'wheel', 'keydown'] as const) {
      this.canvas.addEventListener(kind, () => this.touch(), { passive: true });
    }
    const tick = (now: number): void => {
      requestAnimationFrame(tick);
      const step = Math.min(0.1, (now - this.last) / 1000);
      this.last = now;
      if (this.exact || !this.visible || document.visibilityState === 'hidden') return;
      this.move(step);
      if (this.left <= 0 && now > this.until && !this.walking && !this.turning) return;
      this.left--;
      this.stage.render(this.frame(this.heading, this.walking ? 'walk' : 'stand', this.walking ? this.time : 0), 'orbit');
    };
    requestAnimationFrame(tick);
  }

  private move(step: number): void {
    if (this.turning) this.wanted = this.heading += SLOW * step;
    const left = this.wanted - this.heading;
    if (left) {
      const most = (Math.PI / TURN) * step;
      this.heading += Math.abs(left) < most ? left : Math.sign(left) * most;
      this.touch();
    }
    const seconds = this.stage.clips(this.places[0] ?? '')['walk']?.seconds ?? 1.07;
    if (this.walking) this.time = (this.time + step / seconds) % 1;
  }

  /** Draw again for a while: the camera glides to where it was sent. */
  private touch(): void {
    this.until = performance.now() + GLIDE;
    this.left = 2;
  }

  private frame(heading: number, clip: string, at: number): Frame {
    const middle = (this.places.length - 1) / 2;
    const walkers = this.places.map((look, i) => ({ look, x: (i - middle) * APART, z: 0, heading, clip, at }));
    return { t: at, walkers, lights: 1, applause: 0 };
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    this.stage.resize(clientWidth, clientHeight, this.density);
    this.touch();
  }
}
