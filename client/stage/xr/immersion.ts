import { CustomToneMapping, Group, LinearSRGBColorSpace, PerspectiveCamera, Vector2, type WebGLRenderer, type WebGLRenderTarget } from 'three';
import type { HeightOf } from '../camera';
import type { Model } from '../model';
import { PALETTE } from '../palette';
import type { Frame } from '../types';
import type { World } from '../world';
import { eyesOf, type Presence, type Room } from './presence';

const [NEAR, FAR] = [0.08, 60]; // metres; a hand before the face is still seen
const FOVEATION = 0.6; // how much coarser the rim of a headset's picture may be

const RIBBON = 0.25; // of its light, as bright as film shows it

/**
 * One immersive session on the stage. The headset asks for each picture; the stage poses everybody for that instant and draws the
 * scene for both eyes straight into the headset's target: no film, no bloom, no dark room.
 */
export class Immersion {
  private readonly rig = new Group();
  private readonly head = new PerspectiveCamera(90, 1, NEAR, FAR);
  private readonly size = new Vector2();
  private compiling: Promise<void> | undefined;
  private ready = false;

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly world: World,
    private readonly models: ReadonlyMap<string, Model>,
    private readonly heightOf: HeightOf,
    private readonly shown: (frame: Frame) => void,
  ) {
    this.rig.add(this.head);
  }

  /** Shows the stage in `session` until it ends. Rejects when the session cannot be drawn; the session is over then too. */
  async run(session: XRSession, presence: Presence): Promise<void> {
    const { renderer, world } = this;
    const { xr, outputColorSpace, toneMapping, toneMappingExposure } = renderer;
    const ended = new Promise<void>((resolve) => session.addEventListener('end', () => resolve(), { once: true }));
    // colour is developed at the very end of each shader, so what comes before it must leave light as it is
    Object.assign(renderer, { outputColorSpace: LinearSRGBColorSpace, toneMapping: CustomToneMapping, toneMappingExposure: PALETTE.exposure });
    world.scene.add(this.rig);
    world.ribbon = RIBBON;
    try {
      xr.enabled = true;
      xr.cameraAutoUpdate = false;
      xr.setReferenceSpaceType('local-floor');
      await xr.setSession(session);
      xr.setFoveation(FOVEATION);
      await presence.begin(this.room(session));
      xr.setAnimationLoop((now, frame) => frame && this.draw(now, frame, presence));
      await ended;
    } catch (error) {
      await session.end().catch(() => undefined);
      throw error;
    } finally {
      presence.end();
      xr.setAnimationLoop(null);
      renderer.setAnimationLoop(null); // three began one of its own when the session ended
      xr.enabled = false;
      xr.cameraAutoUpdate = true;
      Object.assign(renderer, { outputColorSpace, toneMapping, toneMappingExposure });
      renderer.setRenderTarget(null);
      this.rig.removeFromParent();
      world.ribbon = 1;
    }
  }

  private room(session: XRSession): Room {
    const { renderer, world, rig, head, heightOf } = this;
    return { session, renderer, scene: world.scene, world, rig, head, heightOf };
  }

  private draw(now: number, xrFrame: XRFrame, presence: Presence): void {
    const { renderer, world } = this;
    const { xr } = renderer;
    const target = renderer.getRenderTarget();
    if (!target || !eyesOf(renderer).length) return; // the headset does not know yet where it is
    this.rig.updateMatrixWorld(true);
    xr.updateCamera(this.head);
    this.look();
    const { frame, shot } = presence.show(now, xrFrame);
    xr.enabled = false; // the passes before the picture have cameras of their own
    renderer.info.reset();
    const present = world.prepare(frame, shot, this.models);
    this.shown(frame);
    world.drawFor(eyesOf(renderer), this.size, frame, shot, present, () => {
      xr.enabled = true;
      renderer.setRenderTarget(target);
      renderer.clear();
      if (this.compiled(target)) renderer.render(world.scene, this.head);
    });
  }

  /** Stands the stage's own camera between the eyes, for all that asks how far things are or what is looked at. */
  private look(): void {
    const { camera } = this.world;
    const [eye] = eyesOf(this.renderer) as [PerspectiveCamera & { viewport: { width: number; height: number } }];
    this.size.set(eye.viewport.width, eye.viewport.height);
    this.head.matrixWorld.decompose(camera.position, camera.quaternion, camera.scale);
    Object.assign(camera, { near: NEAR, far: FAR, fov: this.head.fov });
    camera.projectionMatrix.copy(eye.projectionMatrix);
    camera.projectionMatrixInverse.copy(eye.projectionMatrixInverse);
    camera.updateMatrixWorld();
  }

  /** Builds the shaders of the headset's pictures ahead of the first of them, off the main thread where it can be: until then it is dark. */
  private compiled(target: WebGLRenderTarget): boolean {
    this.compiling ??= this.world.compile(this.world.scene, target, this.head).then(() => void (this.ready = true));
    return this.ready;
  }
}
