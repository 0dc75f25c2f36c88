import { type Matrix3, Matrix4, Quaternion, Vector3 } from 'three';
import { AT } from './tracked';
import { basis, middle, scaled, stretched } from './turns';

/** A skeleton at rest: metres by joint name, y up, facing +z. */
export type Rest = ReadonlyMap<string, Vector3>;

/** How a person is built beside the rig. Ratios of lengths, to the rig's at the size of her trunk. */
export interface Build {
  readonly shoulders: number;
  readonly hips: number;
}

/** The person's landmarks before the camera, which of them can be trusted, and how much nearer arms were brought. */
export interface Stance {
  readonly points: readonly Vector3[];
  readonly seen: readonly boolean[];
  /** Size of what hangs on elbow and wrist, beside what it was before they were brought nearer; left, right. */
  readonly nearer: readonly [number, number];
}

const SIDES = ['L', 'R'] as const;
type Side = (typeof SIDES)[number];
/** The share of an arm's turn that the joints before the upper arm take (frontrow.body.poses, `Poser.arm`). */
const LIFTED = { clavicle: 0.1, shoulder: 0.35 } as const;
const NONE = new Quaternion();
const UP = new Vector3(0, 1, 0); // cameras are held level, nearly

/** The landmarks' depth is rougher than their place: how far trunks may differ from the rig's. */
const [NARROWEST, WIDEST] = [0.75, 1.4];
const within = (value: number): number => Math.min(WIDEST, Math.max(NARROWEST, value));

/** How a person is built, from one frame: to be averaged over many. `front`: 0..1, how much of the shoulders' width is seen; `size`: of the trunk, beside the rig's. */
export function build(rest: Rest, points: readonly Vector3[]): Build & { readonly front: number; readonly size: number } {
  const trunk = trunkOf(rest);
  const at = (k: number): Vector3 => points[k] as Vector3;
  const shoulders = at(AT.shoulderL).clone().sub(at(AT.shoulderR));
  const hips = at(AT.hipL).clone().sub(at(AT.hipR));
  const length = middle(at(AT.shoulderL), at(AT.shoulderR)).distanceTo(middle(at(AT.hipL), at(AT.hipR))) / trunk.length;
  return {
    shoulders: within(shoulders.length() / trunk.shoulders / length),
    hips: within(hips.length() / trunk.hips / length),
    size: length,
    front: Math.hypot(shoulders.x, shoulders.y) / Math.max(shoulders.length(), 1e-6),
  };
}

/** The trunk at rest: the middles between the shoulders and between the hips, and its lengths, metres. */
export function trunkOf(rest: Rest) {
  const joint = (name: string): Vector3 => rest.get(name) as Vector3;
  const [sl, sr, hl, hr] = [joint('upper_arm.L'), joint('upper_arm.R'), joint('thigh.L'), joint('thigh.R')];
  const [shoulder, hip] = [middle(sl, sr), middle(hl, hr)];
  return { shoulder, hip, length: shoulder.distanceTo(hip), shoulders: sl.distanceTo(sr), hips: hl.distanceTo(hr) };
}

/**
 * Where each joint of the rig goes so that clothes bound to it are worn by the person: matrices from the rest pose to the
 * camera's space, by joint name. Shoulders, elbows, wrists, hips, knees and ankles fall on their landmarks; bones stretch
 * to the person's, and what is across them takes the person's size.
 */
export function posed(rest: Rest, stance: Stance, person: Build): Map<string, Matrix4> {
  const { points, seen } = stance;
  const at = (k: number): Vector3 => points[k] as Vector3;
  const joint = (name: string): Vector3 => rest.get(name) as Vector3;
  const trunk = trunkOf(rest);
  const out = new Map<string, Matrix4>();
  const put = (name: string, place: Vector3, linear: Matrix3): void => {
    const home = joint(name);
    const shift = place.clone().sub(home.clone().applyMatrix3(linear));
    out.set(name, new Matrix4().setFromMatrix3(linear).setPosition(shift));
  };

  const hips = { L: at(AT.hipL), R: at(AT.hipR) };
  const hip = middle(hips.L, hips.R);
  const raw = { L: at(AT.shoulderL), R: at(AT.shoulderR) };
  const first = basis(raw.L.clone().sub(raw.R), middle(raw.L, raw.R).sub(hip));
  const about = middle(raw.L, raw.R).distanceTo(hip) / trunk.length;

  // Lifted arms lift the shoulders: the trunk is where they would be with the arms down.
  const swings = { L: NONE, R: NONE } as Record<Side, Quaternion>;
  const low = { L: raw.L, R: raw.R };
  for (const side of SIDES) {
    const [elbow, upper] = [at(AT[`elbow${side}`]), joint(`upper_arm.${side}`)];
    const bone = joint(`forearm.${side}`).clone().sub(upper).normalize();
    const goal = seen[AT[`elbow${side}`]]
      ? elbow.clone().sub(raw[side]).applyQuaternion(first.clone().invert()).normalize()
      : hanging(side);
    const swing = new Quaternion().setFromUnitVectors(bone, goal);
    swings[side] = swing;
    const [clavicle, shoulder] = [joint(`clavicle.${side}`), joint(`shoulder.${side}`)];
    const one = NONE.clone().slerp(swing, LIFTED.clavicle);
    const two = NONE.clone().slerp(swing, LIFTED.shoulder);
    const lifted = shoulder.clone().sub(clavicle).applyQuaternion(one);
    lifted.add(upper.clone().sub(shoulder).applyQuaternion(two)).sub(upper.clone().sub(clavicle));
    low[side] = raw[side].clone().sub(lifted.applyQuaternion(first).multiplyScalar(about));
  }
  const shoulder = middle(low.L, low.R);
  const up = shoulder.clone().sub(hip);
  const tall = up.length() / trunk.length;
  const chest = basis(low.L.clone().sub(low.R), up);
  const pelvis = basis(hips.L.clone().sub(hips.R), up);
  const wide = { chest: tall * person.shoulders, pelvis: tall * person.hips };
  const size = tall * Math.sqrt(person.shoulders); // of the chest, arms and head: half as the trunk is long, half as it is wide
  const thick = tall * Math.sqrt((person.shoulders + person.hips) / 2);

  // The trunk: joints keep their share of the way from the hips to the shoulders, and turn from the one to the other.
  const axis = trunk.shoulder.clone().sub(trunk.hip);
  for (const name of ['hips', 'spine1', 'spine2', 'spine3', 'spine4', 'spine5', 'neck1']) {
    const home = joint(name);
    const share = home.clone().sub(trunk.hip).dot(axis) / axis.lengthSq();
    const t = Math.min(1, Math.max(0, share));
    const turn = pelvis.clone().slerp(chest, t * t * (3 - 2 * t));
    const linear = scaled(turn, wide.pelvis + (wide.chest - wide.pelvis) * t, tall, thick);
    const aside = home.clone().sub(trunk.hip).addScaledVector(axis, -share).applyMatrix3(linear);
    put(name, hip.clone().addScaledVector(up, share).add(aside), linear);
  }
  // Cloth that hangs free of the legs hangs down, from the hips and from each knee.
  const upright = basis(hips.L.clone().sub(hips.R).setY(0), UP);
  const falling = scaled(upright, wide.pelvis, tall, thick);
  put('hang', joint('hips').clone().sub(trunk.hip).applyMatrix3(falling).add(hip), falling);
  for (const side of SIDES) {
    const [thigh, knee] = [joint(`thigh.${side}`), AT[`knee${side}`]];
    const below = joint(`shin.${side}`).clone().sub(thigh).applyMatrix3(falling).add(hips[side]);
    put(`hang.${side}`, seen[knee] ? at(knee) : below, falling);
  }
  const breast = scaled(chest, wide.chest, size, thick);
  const onChest = (name: string): Vector3 => joint(name).clone().sub(trunk.shoulder).applyMatrix3(breast).add(shoulder);
  const head = headOf(stance, chest);
  const neck = chest.clone().slerp(head, 0.5);
  put('neck2', onChest('neck2'), scaled(neck, size, size, size));
  const top = joint('head').clone().sub(joint('neck2')).applyQuaternion(neck).multiplyScalar(size).add(onChest('neck2'));
  put('head', top, scaled(head, size, size, size));

  SIDES.forEach((side, k) => {
    const swing = swings[side];
    for (const name of ['clavicle', 'shoulder'] as const) {
      const turn = chest.clone().multiply(NONE.clone().slerp(swing, LIFTED[name]));
      put(`${name}.${side}`, onChest(`${name}.${side}`), scaled(turn, wide.chest, size, thick));
    }
    const arm = { start: raw[side], bend: AT[`elbow${side}`], end: AT[`wrist${side}`], hang: hanging(side) };
    limb(arm, chest, ['upper_arm', 'forearm', 'hand'], side, size, size * (stance.nearer[k] as number));
    const leg = { start: hips[side], bend: AT[`knee${side}`], end: AT[`ankle${side}`], hang: new Vector3(0, -1, 0) };
    limb(leg, pelvis, ['thigh', 'shin', 'foot'], side, thick, thick);
  });
  const toes = (side: Side): void => {
    const foot = out.get(`foot.${side}`) as Matrix4;
    out.set(`toes.${side}`, foot.clone());
  };
  SIDES.forEach(toes);
  return out;

  /** Two bones and what is at their end; where bend or end is not seen, the limb hangs. */
  function limb(
    way: { start: Vector3; bend: number; end: number; hang: Vector3 },
    base: Quaternion,
    names: readonly [string, string, string],
    side: Side,
    across: number,
    below: number,
  ): void {
    const [one, two, three] = names.map((name) => joint(`${name}.${side}`)) as [Vector3, Vector3, Vector3];
    const turned = (from: Quaternion, bone: Vector3, goal: Vector3): Quaternion =>
      from.clone().multiply(new Quaternion().setFromUnitVectors(bone, goal.clone().applyQuaternion(from.clone().invert()).normalize()));
    const upper = two.clone().sub(one);
    const lower = three.clone().sub(two);
    const hung = way.hang.clone().applyQuaternion(base);
    const bend = seen[way.bend] ? at(way.bend) : way.start.clone().addScaledVector(hung, upper.length() * tall);
    const first = bend.clone().sub(way.start);
    const end =
      seen[way.bend] && seen[way.end]
        ? at(way.end)
        : bend.clone().addScaledVector(first.clone().normalize(), (lower.length() * first.length()) / upper.length());
    const second = end.clone().sub(bend);
    const [u, l] = [upper.clone().normalize(), lower.clone().normalize()];
    const turnOne = turned(base, u, first);
    const turnTwo = turned(turnOne, l, second);
    const half = (across + below) / 2;
    const bones = [
      { joints: [names[0], `${names[0]}_twist`], home: one, place: way.start, linear: stretched(turnOne, u, first.length() / upper.length(), half) },
      { joints: [names[1], `${names[1]}_twist`], home: two, place: bend, linear: stretched(turnTwo, l, second.length() / lower.length(), below) },
      { joints: [names[2]], home: three, place: end, linear: stretched(turnTwo, l, below, below) },
    ];
    for (const { joints, home, place, linear } of bones)
      for (const name of joints) {
        const full = `${name}.${side}`;
        if (!rest.has(full)) continue;
        put(full, joint(full).clone().sub(home).applyMatrix3(linear).add(place), linear);
      }
  }
}

/** The way an arm hangs beside the trunk. */
const hanging = (side: Side): Vector3 => new Vector3(side === 'L' ? 0.28 : -0.28, -0.96, 0).normalize();

/** How the head is turned: as the ears and the nose lie, where they are seen. */
function headOf({ points, seen }: Stance, chest: Quaternion): Quaternion {
  if (!seen[AT.earL] || !seen[AT.earR] || !seen[AT.nose]) return chest;
  const [left, right, nose] = [points[AT.earL], points[AT.earR], points[AT.nose]] as [Vector3, Vector3, Vector3];
  const across = left.clone().sub(right);
  const ahead = nose.clone().sub(middle(left, right));
  const turn = basis(across, ahead.cross(across));
  return turn.angleTo(chest) < 1.2 ? turn : chest;
}
