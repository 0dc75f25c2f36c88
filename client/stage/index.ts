import { Vector2, WebGLRenderer } from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { type Shot, shot } from './camera';
import { levelsOf } from './levels';
import { Model } from './model';
import { Orbit } from './orbit';
import { takePhoto } from './photo';
import { Pace, TIERS } from './quality';
import { download, parse } from './source';
import type { CameraName, Clip, Frame, PhotoOptions, Quality, Stage, StageInfo, StageOptions } from './types';
import { LIVE, World } from './world';

export type { CameraName, Clip, Frame, Hall, PhotoOptions, Quality, Stage, StageInfo, StageOptions, Walker } from './types';

/** Opens the hall on `canvas`. Rejects when the browser has no WebGL 2. */
export async function createStage(canvas: HTMLCanvasElement, options: StageOptions): Promise<Stage> {
  const stage = new LiveStage(canvas, options, await seated(options));
  await stage.open();
  return stage;
}

/** The audience's file; a show goes on without it. */
async function seated({ guestsUrl, hall }: StageOptions): Promise<GLTF | undefined> {
  if (!guestsUrl || hall !== 'runway') return undefined;
  return download(guestsUrl)
    .then(parse)
    .catch((error: unknown) => void console.warn(error));
}

class LiveStage implements Stage {
  private readonly renderer: WebGLRenderer;
  private readonly files = new Map<string, ArrayBuffer>();
  private readonly models = new Map<string, Model>();
  private readonly wanted = new Set<string>();
  private readonly sharpening: Promise<void>[] = [];
  private readonly orbit = new Orbit();
  private readonly pace = new Pace();
  private world: World;
  private still: boolean;
  private fitted = '';
  private size = { width: 2, height: 2, dpr: 1 };
  private drawn = 0;
  private count: StageInfo = { calls: 0, triangles: 0, width: 2, height: 2 };

  constructor(
    canvas: HTMLCanvasElement,
    private readonly options: StageOptions,
    private readonly guests: GLTF | undefined,
  ) {
    this.still = options.reducedMotion;
    this.renderer = new WebGLRenderer({ canvas, antialias: false, stencil: false, powerPreference: 'high-performance' });
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
    const [first, ...rest] = levelsOf(glbUrl, this.world.tier.physical);
    try {
      const bytes = this.files.get(slug) ?? (await download(first as string));
      this.files.set(slug, bytes);
      await this.dress(slug, bytes);
    } catch (error) {
      this.wanted.delete(slug);
      throw error;
    }
    for (const url of rest) this.sharpening.push(this.sharpen(slug, url, sharper));
  }

  /** Brings a better file of a look that is on stage already; without it, the look stays as it is. */
  private async sharpen(slug: string, url: string, sharper?: () => void): Promise<void> {
    try {
      const bytes = await download(url);
      if (!this.wanted.has(slug)) return;
      this.files.set(slug, bytes);
      await this.dress(slug, bytes);
      sharper?.();
    } catch (error) {
      console.warn(error);
    }
  }

  private async dress(slug: string, bytes: ArrayBuffer): Promise<void> {
    const { world } = this;
    const precise = this.renderer.extensions.has('EXT_color_buffer_float');
    const model = await Model.make(await parse(bytes.slice(0)), world.tier, world.weaves, world.shared, precise);
    await world.compile(model.group);
    if (world !== this.world || this.files.get(slug) !== bytes) return model.dispose();
    this.models.get(slug)?.dispose();
    this.models.set(slug, model);
  }

  unload(slug: string): void {
    this.wanted.delete(slug);
    this.files.delete(slug);
    this.models.get(slug)?.dispose();
    this.models.delete(slug);
  }

  clips(slug: string): Readonly<Record<string, Clip>> {
    return this.models.get(slug)?.clips ?? {};
  }

  private shotOf(frame: Frame, camera: CameraName): Shot {
    const taken = shot(
      camera,
      frame,
      this.aspect,
      this.still,
      this.options.hall === 'studio',
      (look) => this.models.get(look)?.height ?? 1.78,
    );
    return camera === 'orbit' ? this.orbit.turn(taken) : taken;
  }

  private get aspect(): number {
    return this.size.width / this.size.height;
  }

  render(frame: Frame, camera: CameraName): void {
    const now = performance.now();
    if (this.drawn) this.pace.take(now - this.drawn);
    this.drawn = now;
    this.fit(this.pace.scale);
    this.draw(frame, camera);
  }

  renderAt(frame: Frame, camera: CameraName): void {
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
    world.post.finish(renderer, 1 + (Math.floor(frame.t * 24) % 97));
    const { width, height } = world.post.target;
    this.count = { calls: renderer.info.render.calls, triangles: renderer.info.render.triangles, width, height };
  }

  async photo(frame: Frame, camera: CameraName, options: PhotoOptions = {}): Promise<Blob> {
    await Promise.all(this.sharpening); // a still is worth the wait
    const size = new Vector2(Math.round(this.size.width * this.size.dpr), Math.round(this.size.height * this.size.dpr));
    return takePhoto(this.renderer, this.world, frame, this.shotOf(frame, camera), this.models, size, options);
  }

  async setQuality(quality: Quality): Promise<void> {
    if (this.world.tier === TIERS[quality]) return;
    for (const model of this.models.values()) model.dispose();
    this.models.clear();
    this.world.dispose();
    this.world = new World(this.renderer, this.options.hall, TIERS[quality], this.guests);
    this.resize(this.size.width, this.size.height, this.size.dpr);
    await Promise.all([...this.files].map(([slug, bytes]) => this.dress(slug, bytes)));
  }

  setReducedMotion(reduced: boolean): void {
    this.still = reduced;
  }

  attachOrbit(element: HTMLElement): void {
    this.orbit.attach(element, this.options.hall === 'studio');
  }

  resize(width: number, height: number, dpr: number): void {
    this.size = { width: Math.max(2, width), height: Math.max(2, height), dpr: Math.min(dpr, this.world.tier.dpr) };
    this.fit(this.pace.scale, true);
  }

  private fit(scale: number, always = false): void {
    const { width, height, dpr } = this.size;
    const [w, h] = [Math.round(width * dpr * scale), Math.round(height * dpr * scale)];
    if (!always && this.fitted === `${w} ${h}`) return;
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
