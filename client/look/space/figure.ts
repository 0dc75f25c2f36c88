// A body as it stands: shape coefficients, the flesh that gives way, the standing pose, skinned.
// The twin of frontrow.body: shape, thighs, armpits, poses.stand, pose.

import type { Mannequin } from './mannequin';
import { about, along, apply, IDENTITY, type Matrix, multiply, solve } from './turn';

/** One wearer: coefficients of the shape model, and three girths in metres as the tape reads them. */
export interface Wearer {
  readonly coefficients: ArrayLike<number>;
  readonly thigh: number;
  readonly hips: number;
  readonly upperArm: number;
}

/** A body and how it stands: what a skeleton needs. */
export interface Figure {
  readonly rest: Float32Array; // (n * 3) metres, the skin in the rest pose
  readonly joints: Float32Array; // (J * 3) metres, in the rest pose
  readonly turns: ReadonlyMap<string, Matrix>; // what standing turns each joint by, beside its parent
  readonly root: readonly number[]; // and moves the first one by
  readonly skin: Float32Array; // (n * 3) metres, standing
}

interface Rest {
  readonly points: Float64Array; // vertices, joints, crown and sole (m * 3), metres
  readonly joints: Float32Array; // (J * 3)
}

const SOFT = 0.006;
const rise = (t: number): number => t * t * (3 - 2 * t);
const clip = (x: number, low = 0, high = 1): number => Math.min(high, Math.max(low, x));
/** log(1 + exp(x)) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** (n * 3) metres: the skin of the wearer standing at ease. */
export function standing(m: Mannequin, wearer: Wearer): Float32Array {
  return figure(m, wearer).skin;
}

/** The wearer at rest, and standing at ease. */
export function figure(m: Mannequin, wearer: Wearer): Figure {
  const rest = atRest(m, wearer);
  const { rotations, root } = stand(m, rest.joints, wearer);
  const skin = skinned(m, rest, rotations, root);
  return { rest: Float32Array.from(rest.points.subarray(0, 3 * m.vertices)), joints: rest.joints, turns: rotations, root, skin };
}

function atRest(m: Mannequin, wearer: Wearer): Rest {
  const p = new Float64Array(m.mean);
  const length = p.length;
  for (let k = 0; k < m.size; k++) {
    const c = Math.fround(wearer.coefficients[k]);
    const start = k * length;
    for (let i = 0; i < length; i++) p[i] += c * m.modes[start + i];
  }
  let floor = Infinity;
  for (let v = 0; v < m.vertices; v++) floor = Math.min(floor, p[3 * v + 1]);
  const ankle = ['foot.L', 'foot.R'].map((name) => p[3 * (m.vertices + m.jointNames.indexOf(name)) + 2]);
  const ahead = (ankle[0] + ankle[1]) / 2;
  for (let i = 0; i < length; i += 3) {
    p[i + 1] = p[i + 1] - floor;
    p[i + 2] = p[i + 2] - ahead;
  }
  pressThighs(m, p, wearer.thigh);
  const joints = Float32Array.from(p.subarray(3 * m.vertices, 3 * (m.vertices + m.jointNames.length)));
  openArmpits(m, p, joints, wearer);
  return { points: p, joints };
}

/** (n) the share of each vertex that moves with joints whose names the test accepts. */
function share(m: Mannequin, belongs: (name: string) => boolean): Float64Array {
  const taken = m.jointNames.map(belongs);
  const out = new Float64Array(m.vertices);
  for (let v = 0; v < m.vertices; v++) {
    let total = 0;
    for (let k = 0; k < 4; k++) if (taken[m.jointIndices[4 * v + k]]) total += m.jointWeights[4 * v + k];
    out[v] = total;
  }
  return out;
}

const LEG = ['thigh.L', 'thigh_twist.L', 'shin.L', 'shin_twist.L', 'foot.L', 'toes.L'];
const THIGH_GAP = 0.0065;

/** Presses the inside of the thighs as flat as the narrow step of the walk needs (frontrow.body.thighs). */
function pressThighs(m: Mannequin, p: Float64Array, thigh: number): void {
  const leg = share(m, (name) => LEG.includes(name));
  const hip = 3 * (m.vertices + m.jointNames.indexOf('thigh.L'));
  const foot = 3 * (m.vertices + m.jointNames.indexOf('foot.L'));
  const [hx, hy] = [p[hip], p[hip + 1]];
  const [dx, dy] = [p[foot] - hx, p[foot + 1] - hy];
  const track = 0.03 + Math.max(0, 1.1 * (thigh / (2 * Math.PI) - 0.82 * hx));
  const turn = Math.atan2(dx, -dy) + Math.asin((hx - track) / Math.hypot(dx, dy));
  const [c, s] = [Math.cos(-turn), Math.sin(-turn)];
  const crotch = p[3 * (m.landmarks.crotch as number) + 1];
  for (let v = 0; v < m.vertices; v++) {
    const w = leg[v];
    const grip = rise(clip((crotch - p[3 * v + 1]) / 0.03)) * clip((w - 0.4) / 0.4);
    if (grip <= 0) continue;
    const x = hx + (1 - w) * (p[3 * v] - hx) + w * (c * (p[3 * v] - hx) - s * (p[3 * v + 1] - hy));
    const push = (THIGH_GAP + SOFT * softplus((x - THIGH_GAP) / SOFT) - x) * grip;
    const [a, b] = [1 - w + w * c, w * s];
    const scale = a * a + b * b;
    p[3 * v] += (push * a) / scale;
    p[3 * v + 1] = p[3 * v + 1] - (push * b) / scale;
    mirrorInto(m, p, v);
  }
}

function mirrorInto(m: Mannequin, p: Float64Array, v: number): void {
  const other = 3 * m.mirror[v];
  p[other] = -p[3 * v];
  p[other + 1] = p[3 * v + 1];
  p[other + 2] = p[3 * v + 2];
}

const ARM = ['upper_arm.L', 'upper_arm_twist.L', 'forearm.L', 'forearm_twist.L', 'hand.L'];
const [ARMPIT_GAP, LIFT, REACH, FADE, SHARED] = [0.0075, 0.02, 0.26, 0.015, 0.2];

/** Presses flat what a hanging arm and the flank would share (frontrow.body.armpits). */
function openArmpits(m: Mannequin, p: Float64Array, joints: Float32Array, wearer: Wearer): void {
  for (let i = 0; i < 3 * m.vertices; i++) p[i] = Math.fround(p[i]);
  const turns = new Map<string, Matrix>();
  arm(m, joints, turns, 'L', clearance(wearer), 0, 0, 0);
  const { world, shift } = kinematics(m, joints, turns, [0, 0, 0]);
  const mark = 3 * (m.landmarks.underarm_l as number);
  const crease = [p[mark], p[mark + 1], p[mark + 2]] as const;
  const belongs = share(m, (name) => ARM.includes(name));
  const ids: number[] = [];
  const hung: number[] = [];
  const turn: Matrix[] = [];
  let [nearest, anchor] = [Infinity, 0];
  for (let v = 0; v < m.vertices; v++) {
    if (p[3 * v] <= 0.03 || m.head[v]) continue;
    const far = Math.hypot(p[3 * v] - crease[0], p[3 * v + 1] - crease[1], p[3 * v + 2] - crease[2]);
    if (far >= 1.3 * REACH) continue;
    if (far < nearest) [nearest, anchor] = [far, ids.length];
    const { matrix, offset } = blended(m, v, world, shift);
    const moved = apply(matrix, p[3 * v], p[3 * v + 1], p[3 * v + 2]);
    ids.push(v);
    turn.push(matrix);
    hung.push(moved[0] + offset[0], moved[1] + offset[1]);
  }
  const [ax, ay] = [hung[2 * anchor], hung[2 * anchor + 1] + LIFT];
  const grip = ids.map((v, i) => {
    const depth = ay - hung[2 * i + 1];
    return rise(clip(depth / FADE)) * clip(Math.abs(belongs[v] - 0.5) / SHARED) * clip((REACH - depth) / 0.05);
  });
  const side = ids.map((v) => (belongs[v] > 0.5 ? 1 : -1));
  const give = (i: number, nx: number, ny: number): number => {
    if (grip[i] === 0) return 0;
    const clear = side[i] * ((hung[2 * i] - ax) * nx + (hung[2 * i + 1] - ay) * ny) - ARMPIT_GAP;
    return (SOFT * softplus(clear / SOFT) - clear) * grip[i] * side[i];
  };
  let [least, nx, ny] = [Infinity, 1, 0];
  for (let degrees = 0; degrees < 31; degrees++) {
    const angle = (degrees * Math.PI) / 180;
    let total = 0;
    for (let i = 0; i < ids.length; i++) total += give(i, Math.cos(angle), Math.sin(angle)) ** 2;
    if (total < least) [least, nx, ny] = [total, Math.cos(angle), Math.sin(angle)];
  }
  ids.forEach((v, i) => {
    const amount = give(i, nx, ny);
    const back = solve(turn[i] as Matrix, amount * nx, amount * ny, 0);
    for (let axis = 0; axis < 3; axis++) p[3 * v + axis] += back[axis];
    mirrorInto(m, p, v);
  });
}

/** Degrees that the arms hang out (frontrow.body.poses.arm_clearance). */
function clearance(wearer: Wearer): number {
  return clip(15.9 + 20 * (wearer.hips - 0.9) + 40 * (wearer.upperArm - 0.27), 16, 28);
}

function spread(m: Mannequin, joints: Float32Array, from: string, to: string): number {
  const [a, b] = [3 * m.jointNames.indexOf(from), 3 * m.jointNames.indexOf(to)];
  return (Math.atan2(Math.abs(joints[b] - joints[a]), joints[a + 1] - joints[b + 1]) * 180) / Math.PI;
}

function arm(
  m: Mannequin,
  joints: Float32Array,
  turns: Map<string, Matrix>,
  side: 'L' | 'R',
  out: number,
  forward: number,
  elbow: number,
  turn: number,
): void {
  const s = side === 'L' ? 1 : -1;
  const raise = (out - spread(m, joints, `upper_arm.${side}`, `forearm.${side}`)) * s;
  turns.set(`clavicle.${side}`, about('z', 0.1 * raise));
  turns.set(`shoulder.${side}`, about('z', 0.25 * raise));
  turns.set(`upper_arm.${side}`, multiply(about('x', -forward), about('z', 0.65 * raise)));
  turns.set(`forearm.${side}`, about('x', -elbow));
  const [a, b] = [3 * m.jointNames.indexOf(`forearm.${side}`), 3 * m.jointNames.indexOf(`hand.${side}`)];
  const bone = [0, 1, 2].map((axis) => joints[b + axis] - joints[a + axis]) as [number, number, number];
  turns.set(`forearm_twist.${side}`, along(bone, -turn * s));
}

function stand(m: Mannequin, joints: Float32Array, wearer: Wearer): { rotations: Map<string, Matrix>; root: number[] } {
  const turns = new Map<string, Matrix>();
  for (const side of ['L', 'R'] as const) {
    arm(m, joints, turns, side, clearance(wearer), 2, 4, 12);
    turns.set(`hand.${side}`, about('z', side === 'L' ? 2 : -2));
    const s = side === 'L' ? 1 : -1;
    const out = (2.5 - spread(m, joints, `thigh.${side}`, `foot.${side}`)) * s;
    turns.set(`thigh.${side}`, about('z', out));
    turns.set(`foot.${side}`, about('z', -out));
  }
  const { place } = kinematics(m, joints, turns, [0, 0, 0]);
  const feet = ['foot.L', 'foot.R'].map((name) => m.jointNames.indexOf(name));
  const drop = Math.min(...feet.map((j) => place[3 * j + 1] - joints[3 * j + 1]));
  const ahead = feet.reduce((total, j) => total + place[3 * j + 2], 0) / 2;
  return { rotations: turns, root: [0, -drop, -ahead] };
}

interface Skeleton {
  readonly world: readonly Matrix[];
  readonly place: Float64Array;
  readonly shift: Float64Array; // what a turned vertex is moved by
}

function kinematics(
  m: Mannequin,
  joints: Float32Array,
  turns: ReadonlyMap<string, Matrix>,
  root: readonly number[],
): Skeleton {
  const world: Matrix[] = [];
  const place = new Float64Array(joints.length);
  const shift = new Float64Array(joints.length);
  m.jointNames.forEach((name, j) => {
    const parent = m.parents[j];
    const local = turns.get(name) ?? IDENTITY;
    const [x, y, z] = [joints[3 * j], joints[3 * j + 1], joints[3 * j + 2]];
    let moved: ArrayLike<number> = [x + root[0], y + root[1], z + root[2]];
    if (parent >= 0) {
      const up = world[parent] as Matrix;
      const q = 3 * parent;
      moved = apply(up, x - joints[q], y - joints[q + 1], z - joints[q + 2]).map((d, k) => place[q + k] + d);
    }
    world.push(parent < 0 ? local : multiply(world[parent] as Matrix, local));
    const turned = apply(world[j] as Matrix, x, y, z);
    for (let axis = 0; axis < 3; axis++) {
      place[3 * j + axis] = moved[axis];
      shift[3 * j + axis] = moved[axis] - turned[axis];
    }
  });
  return { world, place, shift };
}

function blended(
  m: Mannequin,
  v: number,
  world: readonly Matrix[],
  shift: Float64Array,
): { matrix: Matrix; offset: [number, number, number] } {
  const matrix = new Float64Array(9);
  const offset: [number, number, number] = [0, 0, 0];
  for (let k = 0; k < 4; k++) {
    const w = m.jointWeights[4 * v + k];
    if (w === 0) continue;
    const j = m.jointIndices[4 * v + k];
    const turn = world[j] as Matrix;
    for (let i = 0; i < 9; i++) matrix[i] += w * turn[i];
    for (let i = 0; i < 3; i++) offset[i] += w * shift[3 * j + i];
  }
  return { matrix, offset };
}

function skinned(m: Mannequin, rest: Rest, turns: ReadonlyMap<string, Matrix>, root: readonly number[]): Float32Array {
  const { world, shift } = kinematics(m, rest.joints, turns, root);
  const flat = new Float64Array(12 * world.length); // one row of twelve a joint: matrix, then shift
  world.forEach((matrix, j) => {
    flat.set(matrix, 12 * j);
    flat.set(shift.subarray(3 * j, 3 * j + 3), 12 * j + 9);
  });
  const out = new Float32Array(3 * m.vertices);
  const a = new Float64Array(12);
  const p = rest.points;
  for (let v = 0; v < m.vertices; v++) {
    a.fill(0);
    for (let k = 4 * v; k < 4 * v + 4; k++) {
      const w = m.jointWeights[k];
      if (w === 0) continue;
      const row = 12 * m.jointIndices[k];
      for (let i = 0; i < 12; i++) a[i] += w * flat[row + i];
    }
    const [x, y, z] = [p[3 * v], p[3 * v + 1], p[3 * v + 2]];
    out[3 * v] = a[0] * x + a[1] * y + a[2] * z + a[9];
    out[3 * v + 1] = a[3] * x + a[4] * y + a[5] * z + a[10];
    out[3 * v + 2] = a[6] * x + a[7] * y + a[8] * z + a[11];
  }
  return out;
}
