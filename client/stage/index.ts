import { Vector2, WebGLRenderer } from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { addresses } from './addresses';
import { type HeightOf, type Shot, shot } from './camera';
import { context } from './context';
import { type Dye, dyed } from './dye';
import { gazed } from './gaze';
import { type Sight, sight } from './sight';
import { levelsOf, movesOf } from './levels';
import { Model } from './model';
import { Orbit } from './orbit';
import { takePhoto } from './photo';
import { Pace, TIERS } from './quality';
import { download, parse, seated } from './source';
import type { Addresses, Board, CameraName, Charted, Clip, Frame, PhotoOptions, Quality, Stage, StageInfo, StageOptions } from './types';
import { LIVE, World } from './world';
import type { Presence } from './xr/presence';

export { blended, metresOf, stepsOf } from './morphs';
export { download, parse } from './source';
export type { Addresses, Board, CameraName, Charted, Clip, Frame, Hall, PhotoOptions, Quality, Stage, StageInfo, StageOptions, Walker } from './types';

const CHARTS: readonly Charted[] = ['tightness', 'strain'];
const NEARER = 1.16; // in the fitting room one alone fills the height of the picture
const PATIENCE = 10_000; // ms until moves that could not be had are asked for again

/** Opens the hall on `canvas`. Rejects when the browser has no WebGL 2. */
export async function createStage(canvas: HTMLCanvasElement, options: StageOptions): Promise<Stage> {
  const stage = new LiveStage(canvas, options, await seated(options));
  await stage.open();
  return stage;
}

class LiveStage implements Stage {
  private readonly renderer: WebGLRenderer;
  private readonly files = new Map<string, ArrayBuffer>();
  private readonly dyes = new Map<string, Dye>();
  private readonly makers = new Map<string, () => Promise<GLTF>>();
  private readonly models = new Map<string, Model>();
  private readonly wanted = new Set<string>();
  private readonly sharpening = new Map<string, Promise<void>>();
  /** What is called when a better picture of a look can be drawn. */
  private readonly sharper = new Map<string, () => void>();
  /** Where the bytes of a look came from, and the moves that belong to them. */
  private readonly origin = new WeakMap<ArrayBuffer, string>();
  private readonly moved = new WeakMap<ArrayBuffer, ArrayBuffer>();
  private readonly moving = new Map<string, Promise<void>>();
  private readonly orbit = new Orbit();
  private readonly pace = new Pace();
  private world: World;
  private still: boolean;
  private charted: Charted | null = null;
  private fitted = '';
  private hung: readonly Board[] = [];
  private size = { width: 2, height: 2, dpr: 1 };
  private drawn = 0;
  private immersed = false;
  private count: StageInfo = { calls: 0, triangles: 0, width: 2, height: 2 };

  constructor(
    canvas: HTMLCanvasElement,
    private readonly options: StageOptions,
    private readonly guests: GLTF | undefined,
  ) {
    this.still = options.reducedMotion;
    this.renderer = new WebGLRenderer({ canvas, context: context(canvas) ?? undefined });
    this.renderer.info.autoReset = false;
    this.renderer.setPixelRatio(1);
    this.world = new World(this.renderer, options.hall, TIERS[options.quality], guests);
  }

  /** Resolves when the empty hall can be drawn without a stutter. */
  open(): Promise<void> {
    return this.world.compile();
  }

  async load(slug: string, glbUrl: string, sharper?: () => void): Promise<void> {
    if (this.wanted.has(slug)) return;
    this.wanted.add(slug);
    if (sharper) this.sharper.set(slug, sharper);
    const [first, ...rest] = levelsOf(glbUrl, this.world.tier.physical);
    try {
      const bytes = this.files.get(slug) ?? (await this.fetched(first as string));
      this.files.set(slug, bytes);
      await this.dress(slug, bytes);
    } catch (error) {
      this.wanted.delete(slug);
      throw error;
    }
    for (const url of rest) this.sharpening.set(slug, this.sharpen(slug, url));
  }

  async wear(slug: string, make: () => Promise<GLTF>): Promise<void> {
    this.wanted.add(slug);
    this.makers.set(slug, make);
    const { world } = this;
    const model = this.modelOf(await make());
    await Promise.all([world.compile(model.group), model.simplify()]);
    if (world !== this.world || this.makers.get(slug) !== make) return model.dispose();
    this.models.get(slug)?.dispose();
    this.models.set(slug, model);
  }

  chart(what: Charted | null): void {
    this.charted = what;
    this.world.shared.uChart.value = what ? CHARTS.indexOf(what) + 1 : 0;
  }

  private modelOf(gltf: GLTF): Model {
    const { world } = this;
    const precise = this.renderer.extensions.has('EXT_color_buffer_float');
    return Model.make(gltf, world.tier, world.weaves, world.shared, precise, world.close);
  }

  private async fetched(url: string): Promise<ArrayBuffer> {
    const bytes = await download(url);
    this.origin.set(bytes, url);
    return bytes;
  }

  /** Brings a better file of a look that is on stage already; without it, the look stays as it is. */
  private async sharpen(slug: string, url: string): Promise<void> {
    try {
      const bytes = await this.fetched(url);
      if (!this.wanted.has(slug)) return;
      this.files.set(slug, bytes);
      await this.dress(slug, bytes);
      this.sharper.get(slug)?.();
    } catch (error) {
      console.warn(error);
    }
  }

  private async dress(slug: string, bytes: ArrayBuffer): Promise<void> {
    const { world } = this;
    const dye = this.dyes.get(slug);
    const model = this.modelOf(dyed(await parse(bytes.slice(0)), dye));
    const moves = this.moved.get(bytes);
    if (moves) model.add(await parse(moves.slice(0)));
    await Promise.all([world.compile(model.group), model.simplify()]);
    if (world !== this.world || this.files.get(slug) !== bytes || this.dyes.get(slug) !== dye) return model.dispose();
    this.models.get(slug)?.dispose();
    this.models.set(slug, model);
  }

  async dye(slug: string, dye: Dye | null): Promise<void> {
    if (dye) this.dyes.set(slug, dye);
    else this.dyes.delete(slug);
    const bytes = this.files.get(slug);
    if (bytes) await this.dress(slug, bytes);
  }

  moves(slug: string): Promise<void> {
    const known = this.moving.get(slug);
    if (known) return known;
    const job = this.learn(slug);
    this.moving.set(slug, job);
    job.catch(() => setTimeout(() => this.moving.delete(slug), PATIENCE)); // they may not be made yet
    return job;
  }

  private async learn(slug: string): Promise<void> {
    await this.sharpening.get(slug);
    const bytes = this.files.get(slug);
    if (!bytes || this.moved.has(bytes) || this.models.get(slug)?.whole) return;
    const moves = await download(movesOf(this.origin.get(bytes) ?? ''));
    const gltf = await parse(moves.slice(0));
    this.moved.set(bytes, moves);
    if (this.files.get(slug) !== bytes) return;
    this.models.get(slug)?.add(gltf);
    this.sharper.get(slug)?.();
  }

  async settled(frame: Frame): Promise<void> {
    await Promise.all(frame.walkers.map(({ look }) => this.sharpening.get(look)));
    const unable = frame.walkers.filter(({ look, clip }) => this.models.get(look)?.can(clip) === false);
    await Promise.allSettled(unable.map(({ look }) => this.moves(look)));
  }

  /** Who walks the runway will stop there; in the studio, moves are fetched when they are asked for. */
  private fetchMoves(frame: Frame): void {
    for (const { look, clip } of frame.walkers) {
      const model = this.models.get(look);
      const needed = this.options.hall === 'runway' ? model && !model.whole : model && !model.can(clip);
      if (needed && !this.moving.has(look)) this.moves(look).catch((error: unknown) => console.warn(error));
    }
  }

  unload(slug: string): void {
    this.wanted.delete(slug);
    for (const kept of [this.files, this.dyes, this.makers, this.sharpening, this.sharper, this.moving]) kept.delete(slug);
    this.models.get(slug)?.dispose();
    this.models.delete(slug);
  }

  clips(slug: string): Readonly<Record<string, Clip>> {
    return this.models.get(slug)?.clips ?? {};
  }

  hang(boards: readonly Board[]): void {
    this.hung = boards;
    this.world.hang(boards);
  }

  sights(frame: Frame): ReadonlyMap<Board['place'], readonly Sight[]> {
    const { world } = this;
    const walking = frame.walkers.map(({ look, x, z }) => ({ x, z, radius: 0.28, from: 0, to: this.heightOf(look) }));
    const bodies = [...walking, ...world.seated];
    return new Map([...world.boards.panels].map(([place, panels]) => [place, panels.map((panel) => sight(world.camera, panel, bodies))]));
  }

  gazed(frame: Frame): string | null {
    const worn = frame.walkers.filter(({ look }) => this.models.has(look));
    return gazed(this.world.camera, worn, this.heightOf);
  }

  addresses(slug: string, width: number): Addresses | null {
    const model = this.models.get(slug);
    if (!model || this.immersed) return null;
    return addresses(this.renderer, this.world.camera, model.addressed(), width, Math.max(1, Math.round(width / this.aspect)));
  }

  private readonly heightOf: HeightOf = (look) => this.models.get(look)?.height ?? 1.78;

  private shotOf(frame: Frame, camera: CameraName): Shot {
    let taken = shot(camera, frame, this.aspect, this.still, this.options.hall !== 'runway', this.heightOf);
    if (this.options.hall === 'fitting' && frame.walkers.length === 1) taken = { ...taken, millimetres: NEARER * taken.millimetres };
    return camera === 'orbit' ? this.orbit.turn(taken) : taken;
  }

  private get aspect(): number {
    return this.size.width / this.size.height;
  }

  async immerse(session: XRSession, presence: Presence): Promise<void> {
    this.immersed = true;
    try {
      const { Immersion } = await import('./xr/immersion');
      const shown = (frame: Frame): void => this.fetchMoves(frame);
      await new Immersion(this.renderer, this.world, this.models, this.heightOf, shown).run(session, presence);
    } finally {
      this.immersed = false;
      this.fit(this.pace.scale, true);
    }
  }

  render(frame: Frame, camera: CameraName): void {
    if (this.immersed) return;
    const now = performance.now();
    if (this.drawn) this.pace.take(now - this.drawn);
    this.drawn = now;
    this.fit(this.pace.scale);
    this.draw(frame, camera);
  }

  renderAt(frame: Frame, camera: CameraName): void {
    if (this.immersed) return;
    this.fit(1);
    this.draw(frame, camera);
  }

  private draw(frame: Frame, camera: CameraName): void {
    const { renderer, world } = this;
    renderer.info.reset();
    const taken = this.shotOf(frame, camera);
    world.aim(taken, this.aspect);
    const calm = this.still ? { ...frame, flash: 0 } : frame;
    const present = world.prepare(calm, taken, this.models);
    world.draw(calm, taken, present, LIVE, world.post.target);
    this.fetchMoves(frame);
    world.post.finish(renderer, 1 + (Math.floor(frame.t * 24) % 97));
    const { width, height } = world.post.target;
    this.count = { calls: renderer.info.render.calls, triangles: renderer.info.render.triangles, width, height };
  }

  async photo(frame: Frame, camera: CameraName, options: PhotoOptions = {}): Promise<Blob> {
    await this.settled(frame); // a still is worth the wait
    const size = new Vector2(Math.round(this.size.width * this.size.dpr), Math.round(this.size.height * this.size.dpr));
    return takePhoto(this.renderer, this.world, frame, this.shotOf(frame, camera), this.models, size, options);
  }

  async setQuality(quality: Quality): Promise<void> {
    if (this.immersed || this.world.tier === TIERS[quality]) return;
    for (const model of this.models.values()) model.dispose();
    this.models.clear();
    this.world.dispose();
    this.world = new World(this.renderer, this.options.hall, TIERS[quality], this.guests);
    this.resize(this.size.width, this.size.height, this.size.dpr);
    this.chart(this.charted);
    this.world.hang(this.hung);
    await Promise.all([...this.files].map(([slug, bytes]) => this.dress(slug, bytes)));
    await Promise.all([...this.makers].map(([slug, make]) => this.wear(slug, make)));
  }

  setReducedMotion(reduced: boolean): void {
    this.still = reduced;
  }

  attachOrbit(element: HTMLElement): void {
    this.orbit.attach(element, this.options.hall !== 'runway');
  }

  resize(width: number, height: number, dpr: number): void {
    this.size = { width: Math.max(2, width), height: Math.max(2, height), dpr: Math.min(dpr, this.world.tier.dpr) };
    this.fit(this.pace.scale, true);
  }

  private fit(scale: number, always = false): void {
    const { width, height, dpr } = this.size;
    const [w, h] = [Math.round(width * dpr * scale), Math.round(height * dpr * scale)];
    if (this.immersed || (!always && this.fitted === `${w} ${h}`)) return;
    this.fitted = `${w} ${h}`;
    this.renderer.setSize(w, h, false);
    this.world.resize(w, h);
  }

  info(): StageInfo {
    return this.count;
  }

  dispose(): void {
    for (const slug of [...this.wanted]) this.unload(slug);
    this.orbit.dispose();
    this.world.dispose();
    this.renderer.dispose();
  }
}
