import { Ray, Vector3 } from 'three';
import { type Shot, shot } from '../../stage/camera';
import type { Frame } from '../../stage/types';
import { aimed } from '../../stage/xr/aim';
import { Pointer } from '../../stage/xr/pointer';
import type { Presence, Room } from '../../stage/xr/presence';
import { between, type Estimate, lit, type Lit } from './estimate';
import { Floor, type Spot } from './floor';
import { Reticle } from './reticle';

/** What the page lends: the look as it stands, moved on by `seconds` and turned by `radians`. */
export interface Standing {
  readonly look: string;
  frame(seconds: number, turned: number): Frame;
  /** She was placed, for the first time or again. */
  placed(): void;
}

const SWAY = 3.2; // radians that she turns for each that a hand does
const STICK = 1.8; // radians a second with a thumbstick pushed over
const SOFTLY = 0.06; // of the way to the light as it is, each frame
const IDLE = 0.15; // of a thumbstick's way that is no push

type LightProbing = XRSession & { requestLightProbe?: () => Promise<unknown> };
type LightFrame = XRFrame & { getLightEstimate?: (probe: unknown) => Estimate | null };

/**
 * A look in the visitor's own room, at its real size and no other: a ring finds the floor, a press puts her there, a drag turns her.
 * She stands at the middle of the studio all the time; it is the visitor's room that is moved about her.
 */
export class Placing implements Presence {
  /** Where she stands in the visitor's room; null: nowhere yet. */
  at: Vector3 | null = null;
  private room: Room | undefined;
  private floor: Floor | undefined;
  private reticle: Reticle | undefined;
  private pointers: Pointer[] = [];
  private spot: Spot | null = null;
  private anchor: XRAnchor | null = null;
  private yaw = 0;
  private turned = 0;
  private holding: { readonly source: XRInputSource; bearing: number } | null = null;
  private pressed: XRInputSource | null = null;
  private probe: unknown = null;
  private light: Lit | null = null;
  private last = 0;

  constructor(private readonly standing: Standing) {}

  async begin(room: Room): Promise<void> {
    this.room = room;
    const { session, renderer, rig } = room;
    const space = renderer.xr.getReferenceSpace() as XRReferenceSpace;
    this.floor = new Floor(session, space);
    this.reticle = new Reticle(room.heightOf(this.standing.look));
    this.pointers = [0, 1].map((index) => new Pointer(renderer.xr, index, rig, () => undefined));
    rig.add(this.reticle.group);
    room.world.open(true);
    session.addEventListener('selectstart', this.press);
    session.addEventListener('selectend', this.release);
    this.probe = await (session as LightProbing).requestLightProbe?.().catch(() => null); // a device that cannot tell keeps the studio's light
  }

  show(now: number, xr: XRFrame): { frame: Frame; shot: Shot } {
    const seconds = Math.min(0.1, (now - (this.last || now)) / 1000);
    this.last = now;
    const { room } = this;
    if (room) {
      this.seek(xr);
      this.follow(xr, room);
      this.steer(xr, seconds, room);
      this.see(xr, room);
      for (const pointer of this.pointers) {
        pointer.aim();
        pointer.draw(null, room.head.position);
      }
    }
    const stood = this.standing.frame(seconds, this.turned);
    const frame = this.at ? stood : { ...stood, walkers: [] };
    const taken = shot('orbit', frame, 1, true, true, room?.heightOf);
    return { frame, shot: this.light ? { ...taken, rig: this.light.rig } : taken };
  }

  /** The ring lies where she would stand; once she stands it is only there for who points at the floor elsewhere. */
  private seek(xr: XRFrame): void {
    this.spot = this.floor?.spot(xr) ?? null;
    if (!this.reticle || !this.room) return;
    const near = this.at && this.spot ? this.at.distanceTo(this.spot.at) < 0.6 : false;
    this.reticle.group.visible = !!this.spot && !near && !this.holding;
    if (this.spot) this.reticle.group.position.copy(this.spot.at);
  }

  private readonly press = ({ inputSource, frame }: XRInputSourceEvent): void => {
    const bearing = this.onHer(inputSource, frame);
    if (bearing === null) this.pressed = inputSource;
    else this.holding = { source: inputSource, bearing };
  };

  private readonly release = ({ inputSource }: XRInputSourceEvent): void => {
    if (this.holding?.source === inputSource) this.holding = null;
    else if (this.pressed === inputSource && this.spot) this.place(this.spot);
    this.pressed = null;
  };

  /** Stands her on the floor, facing the visitor. */
  private place({ at, hit }: Spot): void {
    const { room } = this;
    if (!room) return;
    this.at = at.clone();
    const { position } = room.head;
    this.yaw = Math.atan2(position.x - at.x, position.z - at.z);
    this.turned = 0;
    this.arrange(room);
    this.anchor?.delete();
    this.anchor = null;
    void hit.createAnchor?.()?.then((anchor) => (this.anchor = anchor)).catch(() => undefined);
    this.standing.placed();
  }

  /** Moves the visitor's room so that the spot is the middle of the studio, and what is before it is where the visitor was. */
  private arrange({ rig, renderer, head }: Room): void {
    if (!this.at) return;
    rig.rotation.set(0, -this.yaw, 0);
    rig.position.copy(this.at).negate().applyAxisAngle(new Vector3(0, 1, 0), -this.yaw);
    rig.updateMatrixWorld(true);
    renderer.xr.updateCamera(head);
  }

  /** Keeps to the spot as the device learns where in the room it is. */
  private follow(xr: XRFrame, room: Room): void {
    const pose = this.anchor && xr.getPose(this.anchor.anchorSpace, room.renderer.xr.getReferenceSpace() as XRReferenceSpace);
    if (!pose || !this.at) return;
    const { x, y, z } = pose.transform.position;
    this.at.set(x, y, z);
    this.arrange(room);
  }

  /** The bearing of a hand, or of a finger on the glass, that points at her, radians; null: it does not. */
  private onHer(source: XRInputSource, frame: XRFrame): number | null {
    const { room } = this;
    const ray = room && this.at ? rayFrom(source, frame, room) : null;
    if (!ray || !room) return null;
    const her = { look: this.standing.look, x: 0, z: 0, heading: 0, clip: '', at: 0 };
    return aimed(ray, [her], room.heightOf) ? bearingOf(ray) : null;
  }

  /** Turns her: with the hand that holds her, or with a thumbstick. */
  private steer(xr: XRFrame, seconds: number, room: Room): void {
    const ray = this.holding && rayFrom(this.holding.source, xr, room);
    if (this.holding && ray) {
      const bearing = bearingOf(ray);
      this.turned += SWAY * Math.atan2(Math.sin(bearing - this.holding.bearing), Math.cos(bearing - this.holding.bearing));
      this.holding.bearing = bearing;
    }
    for (const { source } of this.pointers) {
      const push = source?.gamepad?.axes[2] ?? 0;
      if (Math.abs(push) > IDLE) this.turned += push * STICK * seconds;
    }
  }

  /** Takes up the light of the room; without an estimate it is the studio's. */
  private see(xr: XRFrame, room: Room): void {
    const estimate = this.probe ? ((xr as LightFrame).getLightEstimate?.(this.probe) ?? null) : null;
    if (!estimate) return;
    const now = lit(estimate, this.yaw);
    this.light = this.light ? between(this.light, now, SOFTLY) : now;
    room.world.daylight(this.light.daylight);
  }

  end(): void {
    const { room } = this;
    room?.session.removeEventListener('selectstart', this.press);
    room?.session.removeEventListener('selectend', this.release);
    room?.world.open(false);
    room?.world.daylight(null);
    this.floor?.dispose();
    this.reticle?.dispose();
    for (const pointer of this.pointers) pointer.dispose();
    room?.rig.position.set(0, 0, 0);
    this.room = undefined;
  }
}

/** Where a source points, in the studio's metres. */
function rayFrom({ targetRaySpace }: XRInputSource, frame: XRFrame, { renderer, rig }: Room): Ray | null {
  const pose = frame.getPose(targetRaySpace, renderer.xr.getReferenceSpace() as XRReferenceSpace);
  if (!pose) return null;
  const { position, matrix } = pose.transform;
  const ahead = new Vector3(-(matrix[8] as number), -(matrix[9] as number), -(matrix[10] as number));
  const ray = new Ray(new Vector3(position.x, position.y, position.z), ahead);
  return ray.applyMatrix4(rig.matrixWorld);
}

/** Which way a ray goes about the vertical, radians; to the visitor's right is more. */
const bearingOf = ({ direction }: Ray): number => Math.atan2(direction.x, -direction.z);
