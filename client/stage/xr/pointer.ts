import {
  BufferAttribute,
  CapsuleGeometry,
  CylinderGeometry,
  DoubleSide,
  type Group,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  Ray,
  RingGeometry,
  Vector3,
  type WebXRManager,
  type XRGripSpace,
  type XRHandSpace,
  type XRTargetRaySpace,
} from 'three';
import { onFilm } from '../film';
import { rayOf } from './aim';
import { Hand } from './hand';

const REACH = 2.2; // metres that a beam is drawn, into the dark
const SEEN = 0.006; // of the distance: how wide the ring is where it points

/** One hand of the visitor, or the controller in it: what it looks like, where it points, and that it was pressed. */
export class Pointer {
  /** What it points along, in the hall. */
  readonly ray = new Ray();
  readonly grip: XRGripSpace;
  source: XRInputSource | null = null;
  private readonly space: XRTargetRaySpace;
  private readonly tracked: XRHandSpace;
  private readonly hand: Hand;
  private readonly beam = beam();
  private readonly wand = new Mesh(
    new CapsuleGeometry(0.011, 0.11, 6, 16).rotateX(Math.PI / 2),
    onFilm(new MeshStandardMaterial({ color: '#b3a99d', roughness: 0.4 })),
  );
  private readonly ring = ring();

  constructor(
    xr: WebXRManager,
    index: number,
    private readonly rig: Group,
    private readonly pressed: (by: Pointer) => void,
  ) {
    this.space = xr.getController(index);
    this.grip = xr.getControllerGrip(index);
    this.tracked = xr.getHand(index);
    this.hand = new Hand(this.tracked);
    this.space.add(this.beam);
    this.grip.add(this.wand);
    rig.add(this.space, this.grip, this.tracked, this.hand.group, this.ring);
    this.space.addEventListener('connected', this.connected);
    this.space.addEventListener('disconnected', this.disconnected);
    this.space.addEventListener('select', this.selected);
  }

  private readonly connected = ({ data }: { data: XRInputSource }): void => {
    this.source = data;
  };

  private readonly disconnected = (): void => {
    this.source = null;
  };

  private readonly selected = (): void => {
    this.aim();
    this.pressed(this);
  };

  /** Whether it is there to point with. */
  get points(): boolean {
    return !!this.source && this.space.visible;
  }

  /** Takes up where it points now. */
  aim(): void {
    this.space.updateWorldMatrix(true, false);
    rayOf(this.space, this.ray);
    this.hand.follow();
    this.wand.visible = !!this.source && !this.source.hand;
    this.beam.visible = this.source?.targetRayMode === 'tracked-pointer';
  }

  /** Draws the beam up to what it is on, `distance` metres away, and a ring there; null: it is on nothing. */
  draw(distance: number | null, head: Vector3): void {
    const length = Math.min(distance ?? REACH, REACH);
    this.beam.scale.z = length;
    this.ring.visible = this.points && distance !== null;
    if (distance === null) return;
    this.ring.position.copy(this.ray.at(distance - 0.01, new Vector3()));
    this.rig.worldToLocal(this.ring.position);
    this.ring.scale.setScalar(Math.max(1, distance) * SEEN);
    this.ring.lookAt(head);
  }

  /** A short buzz in the hand, where it can. */
  buzz(): void {
    const actuator = this.source?.gamepad?.hapticActuators?.[0] as { pulse?: (value: number, ms: number) => Promise<boolean> } | undefined;
    void actuator?.pulse?.(0.4, 25)?.catch(() => undefined);
  }

  dispose(): void {
    this.space.removeEventListener('connected', this.connected);
    this.space.removeEventListener('disconnected', this.disconnected);
    this.space.removeEventListener('select', this.selected);
    this.hand.dispose();
    for (const mesh of [this.beam, this.wand, this.ring]) {
      mesh.removeFromParent();
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    this.rig.remove(this.space, this.grip, this.tracked);
  }
}

/** A thread of light along -Z, a metre long, that ends in the dark. */
function beam(): Mesh<CylinderGeometry, MeshBasicMaterial> {
  const geometry = new CylinderGeometry(0.0008, 0.002, 1, 8, 1, true).rotateX(-Math.PI / 2).translate(0, 0, -0.5);
  const place = geometry.getAttribute('position');
  const light = Float32Array.from({ length: place.count * 4 }, (_, i) => (i % 4 < 3 ? 1 : 0.6 * (1 + place.getZ(Math.floor(i / 4)))));
  geometry.setAttribute('color', new BufferAttribute(light, 4));
  const material = new MeshBasicMaterial({ color: '#fff6e8', vertexColors: true, transparent: true, depthWrite: false, fog: false, toneMapped: false });
  return new Mesh(geometry, material);
}

function ring(): Mesh<RingGeometry, MeshBasicMaterial> {
  const material = new MeshBasicMaterial({ color: '#fff6e8', side: DoubleSide, depthTest: false, transparent: true, fog: false, toneMapped: false });
  const mesh = new Mesh(new RingGeometry(1, 1.45, 40), material);
  mesh.renderOrder = 5;
  mesh.visible = false;
  return mesh;
}
