import {
  Color,
  FogExp2,
  type Object3D,
  PCFShadowMap,
  PerspectiveCamera,
  Scene,
  type Vector2,
  Vector3,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { point, type Shot } from './camera';
import { HALL_FILM, STUDIO_FILM } from './develop';
import { Boards } from './boards';
import { environment } from './environment';
import { WetFloor } from './floor';
import { Guests } from './guests';
import { RunwayHall } from './hall';
import { Haze } from './haze';
import { type Daylight, type Jitter, Lights, STEADY } from './light';
import type { Model } from './model';
import { PALETTE } from './palette';
import { Post } from './post';
import type { Tier } from './quality';
import { Sparkle } from './sparkle';
import { PAPERS, StudioHall } from './studio';
import type { Body } from './sight';
import type { Board, Frame, Hall } from './types';
import { modelUniforms } from './uniforms';
import { Weaves } from './weave';

/** What makes one drawing of the scene differ from the next of the same instant. */
export interface Exposure {
  readonly seed: number;
  readonly jitter: Jitter;
  readonly fine: boolean;
}
const STUDIO_ENVIRONMENT = 0.55;
const FLASHED = 0.3; // how much brighter the lamps seem while the photographers' flashes go off

export const LIVE: Exposure = { seed: 1, jitter: STEADY, fine: false };

/** A hall with its light, guests, floor and film, at one quality. */
export class World {
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera();
  readonly weaves = new Weaves();
  readonly shared;
  readonly post: Post;
  private readonly lights: Lights;
  private readonly hall: RunwayHall | undefined;
  private readonly studio: StudioHall | undefined;
  private readonly floor: WetFloor | undefined;
  private readonly haze: Haze | undefined;
  private readonly sparkle: Sparkle | undefined;
  private readonly guests: Guests | undefined;
  private readonly surroundings: WebGLRenderTarget;
  private readonly soles: Vector3[] = [];
  /** What sponsors have hung in the hall. */
  boards = new Boards([]);
  private height = 1;
  /** How much of the ribbon's light is drawn: without film to hold it, less. */
  ribbon = 1;
  private ground: Scene['background'] = null;
  private surrounding = 1;

  constructor(
    private readonly renderer: WebGLRenderer,
    hall: Hall,
    readonly tier: Tier,
    guests: GLTF | undefined,
  ) {
    const inHall = hall === 'runway';
    this.shared = modelUniforms(inHall);
    renderer.shadowMap.enabled = true;
    renderer.shadowMap.type = PCFShadowMap;
    renderer.shadowMap.autoUpdate = false;
    this.surroundings = environment(renderer, hall);
    this.scene.environment = this.surroundings.texture;
    this.lights = new Lights(tier, inHall ? (tier.physical ? 10 : 7) : 1.9, inHall ? 1.5 : 5);
    this.scene.add(this.lights.group);
    this.post = new Post(inHall ? HALL_FILM : STUDIO_FILM, tier, tier.samples);
    if (inHall) {
      this.scene.background = new Color(PALETTE.background);
      this.scene.fog = new FogExp2(PALETTE.fog, PALETTE.fogDensity);
      this.scene.environmentIntensity = PALETTE.environment;
      this.hall = new RunwayHall();
      this.floor = new WetFloor(tier);
      this.haze = new Haze(tier.cones);
      this.sparkle = new Sparkle();
      this.guests = guests && new Guests(guests, tier);
      this.scene.add(this.hall.group, this.floor.mesh, this.haze.group, this.sparkle.points);
      if (this.guests) this.scene.add(this.guests.group);
    } else {
      const { background, paper } = PAPERS[hall === 'fitting' ? 'fitting' : 'studio'];
      this.scene.background = new Color(background);
      this.studio = new StudioHall(paper);
      this.scene.add(this.studio.group);
    }
  }

  /** Whether one may come as near to a look as to cloth in one's hands. */
  get close(): boolean {
    return !!this.studio;
  }

  resize(width: number, height: number): void {
    this.height = height;
    this.post.resize(width, height);
    this.floor?.resize(width, height);
  }

  /** Poses everybody and sets the light of `frame` as `shot` wants it. */
  prepare(frame: Frame, shot: Shot, models: ReadonlyMap<string, Model>): Model[] {
    const present: Model[] = [];
    for (const walker of frame.walkers) {
      const model = models.get(walker.look);
      if (!model || present.includes(model)) continue;
      if (model.group.parent !== this.scene) this.scene.add(model.group);
      model.pose(this.renderer, walker);
      present.push(model);
    }
    for (const model of models.values()) if (!present.includes(model)) model.group.removeFromParent();
    this.hall?.relight(frame.lights, shot.room, this.ribbon);
    this.boards.relight(frame.lights, shot.room);
    this.haze?.relight(frame.lights * shot.haze);
    this.guests?.relight(shot.guestLight, shot.guestRim, frame.lights);
    this.guests?.behave(frame.t, frame.applause);
    this.sparkle?.shine(frame.t, frame.applause, frame.flash ?? 0, this.height);
    this.shared.uGloss.value = shot.gloss;
    this.scene.environmentIntensity = this.hall ? PALETTE.environment * (0.1 + 0.9 * frame.lights) : STUDIO_ENVIRONMENT * this.surrounding;
    return present;
  }

  /** Points the lamps at the prepared scene and puts everybody's feet on the floor. */
  private light(frame: Frame, shot: Shot, present: readonly Model[], exposure: Exposure): void {
    const centre = this.hall ? new Vector3(0, 1, Math.min(shot.focus.z - 1.5, 6.5)) : shot.focus.clone().setY(0.9);
    this.lights.aim(shot.rig, centre, this.hall ? frame.lights * (1 + FLASHED * (frame.flash ?? 0)) : 1, exposure.jitter);
    const { soles } = this;
    soles.length = 0;
    for (const model of present) soles.push(...model.soles());
    soles.sort((a, b) => a.distanceToSquared(shot.focus) - b.distanceToSquared(shot.focus));
    this.floor?.stand(soles);
    this.studio?.stand(soles);
    this.renderer.shadowMap.needsUpdate = true;
  }

  /** Draws the prepared scene into `target`; the camera already stands where the shot is taken from. */
  draw(frame: Frame, shot: Shot, present: readonly Model[], exposure: Exposure, target: WebGLRenderTarget): void {
    const { renderer, scene, camera } = this;
    this.light(frame, shot, present, exposure);
    if (this.floor) {
      for (const model of present) model.refine(exposure.fine ? 'still' : 'mirror', camera);
      this.floor.reflect(renderer, scene, camera, exposure.seed, exposure.fine);
    }
    for (const model of present) model.refine(exposure.fine || this.studio ? 'still' : 'picture', camera);
    renderer.setRenderTarget(target);
    renderer.clear();
    renderer.render(scene, camera);
    renderer.setRenderTarget(null);
  }

  /**
   * Draws the prepared scene for a headset: `eyes` stand where its eyes are, `size` is what one of them sees in pixels, and `show` draws
   * for all of them into its own target. No film, no dark room: they cost a picture each.
   */
  drawFor(
    eyes: readonly PerspectiveCamera[],
    size: Vector2,
    frame: Frame,
    shot: Shot,
    present: readonly Model[],
    show: () => void,
  ): void {
    this.light(frame, shot, present, LIVE);
    if (this.floor) {
      for (const model of present) model.refine('mirror', this.camera);
      this.floor.reflectFor(this.renderer, this.scene, eyes, size.x, size.y);
    }
    for (const model of present) model.refine(this.studio ? 'still' : 'picture', this.camera);
    show();
  }

  /** Hangs boards in the hall, in place of those that hung there. */
  hang(boards: readonly Board[]): void {
    if (!this.hall) return;
    this.boards.group.removeFromParent();
    this.boards.dispose();
    this.boards = new Boards(boards);
    this.scene.add(this.boards.group);
  }

  /** Who sits in the hall, as somebody behind them would see them. */
  get seated(): readonly Body[] {
    return this.guests?.bodies ?? [];
  }

  /** Keeps the seat at (x, z) free of guests, `radius` metres round it. */
  keepFree(x: number, z: number, radius: number): void {
    this.guests?.free(x, z, radius);
  }

  /** Lets go of the studio's walls and floor, so that what is behind them is seen, and brings them back. */
  open(outside: boolean): void {
    this.ground ??= this.scene.background;
    this.scene.background = outside ? null : this.ground;
    this.studio?.open(outside);
    this.lights.alone(outside);
  }

  /** Lights the studio as it is where it stands; null: as a studio is lit. */
  daylight(light: Daylight | null): void {
    this.lights.tint(light);
    this.surrounding = light?.surrounding ?? 1;
  }

  /** Builds the shaders of `part` (the whole hall unless given) ahead of the first frame, off the main thread where the browser can. */
  async compile(part: Object3D = this.scene, target = this.post.target, camera = this.camera): Promise<void> {
    const before = this.renderer.getRenderTarget();
    this.renderer.setRenderTarget(target);
    const parallel = this.renderer.extensions.has('KHR_parallel_shader_compile');
    const ready = parallel
      ? this.renderer.compileAsync(part, camera, this.scene)
      : this.renderer.compile(part, camera, this.scene);
    this.renderer.setRenderTarget(before);
    await ready;
  }

  /** Stands the camera where `shot` says. */
  aim(shot: Shot, aspect: number): void {
    point(this.camera, shot, aspect);
  }

  dispose(): void {
    for (const part of [
      this.hall,
      this.boards,
      this.studio,
      this.floor,
      this.haze,
      this.sparkle,
      this.guests,
      this.lights,
      this.post,
      this.weaves,
    ])
      part?.dispose();
    this.surroundings.dispose();
    this.scene.clear();
  }
}
