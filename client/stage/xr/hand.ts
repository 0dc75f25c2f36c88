import { CylinderGeometry, Group, InstancedMesh, Matrix4, MeshStandardMaterial, Quaternion, SphereGeometry, Vector3, type XRHandSpace } from 'three';
import { disposeTree } from '../disposal';
import { onFilm } from '../film';

const FINGERS = ['index', 'middle', 'ring', 'pinky'] as const;
const PARTS = ['metacarpal', 'phalanx-proximal', 'phalanx-intermediate', 'phalanx-distal', 'tip'] as const;

/** The joints of a hand, wrist first. */
export const JOINTS: readonly XRHandJoint[] = [
  'wrist',
  'thumb-metacarpal',
  'thumb-phalanx-proximal',
  'thumb-phalanx-distal',
  'thumb-tip',
  ...FINGERS.flatMap((finger) => PARTS.map((part) => `${finger}-finger-${part}` as XRHandJoint)),
];

/** Pairs of joints with a limb between them. */
const LIMBS: readonly (readonly [number, number])[] = JOINTS.map((name, i) => [name.endsWith('metacarpal') ? 0 : i - 1, i] as const).slice(1);
/** Joints from which the hand is one mass. */
const PALM = new Set(JOINTS.flatMap((name, i) => (name.endsWith('metacarpal') ? [i] : [])));
const FULL = 1.4; // how much thicker than its joints the palm is
const UP = new Vector3(0, 1, 0);

/** A sculpted hand, as a mannequin has one: a ball at each joint, a limb from one to the next. */
export class Hand {
  readonly group = new Group();
  private readonly balls: InstancedMesh;
  private readonly limbs: InstancedMesh;
  private readonly at = JOINTS.map(() => new Vector3());

  constructor(private readonly tracked: XRHandSpace) {
    const porcelain = onFilm(new MeshStandardMaterial({ color: '#b3a99d', roughness: 0.45 }));
    this.balls = new InstancedMesh(new SphereGeometry(1, 14, 10), porcelain, JOINTS.length);
    this.limbs = new InstancedMesh(new CylinderGeometry(1, 1, 1, 12, 1, true), porcelain, LIMBS.length);
    for (const mesh of [this.balls, this.limbs]) {
      mesh.frustumCulled = false;
      this.group.add(mesh);
    }
    this.group.visible = false;
  }

  /** Follows the tracked hand; without one it is not seen. */
  follow(): void {
    const joints = JOINTS.map((name) => this.tracked.joints[name]);
    this.group.visible = this.tracked.visible && joints.every((joint) => joint?.visible);
    if (!this.group.visible) return;
    const [matrix, turn, along] = [new Matrix4(), new Quaternion(), new Vector3()];
    joints.forEach((joint, i) => {
      const radius = joint?.jointRadius ?? 0.008;
      const at = (this.at[i] as Vector3).copy(joint?.position ?? UP);
      this.balls.setMatrixAt(i, matrix.makeScale(radius, radius, radius).setPosition(at));
    });
    LIMBS.forEach(([from, to], i) => {
      const [a, b] = [this.at[from] as Vector3, this.at[to] as Vector3];
      along.subVectors(b, a);
      const length = along.length();
      const radius = (from < 1 || PALM.has(from) ? FULL : 1) * (joints[to]?.jointRadius ?? 0.007);
      turn.setFromUnitVectors(UP, along.divideScalar(length || 1));
      this.limbs.setMatrixAt(i, matrix.compose(a.clone().add(b).multiplyScalar(0.5), turn, along.set(radius, length, radius)));
    });
    for (const mesh of [this.balls, this.limbs]) mesh.instanceMatrix.needsUpdate = true;
  }

  dispose(): void {
    this.group.removeFromParent();
    disposeTree(this.group);
  }
}
