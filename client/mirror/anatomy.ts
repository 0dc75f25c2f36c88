import { Vector3 } from 'three';
import { AT, type Landmark } from './tracked';

/** A person in one picture: `image` in shares of its width and height, `world` in metres. */
export interface Found {
  readonly image: readonly Landmark[];
  readonly world: readonly Landmark[];
}

/**
 * Where the joints lie that BlazePose marks on the skin: from the landmark outwards from the middle, up along the trunk
 * and towards the front, in widths of the shoulders. Fitted to eight bodies in 48 poses, each told by the other seven
 * (`frontrow bench mirror`).
 */
const JOINTS: readonly (readonly [left: number, right: number, out: number, up: number, front: number])[] = [
  [AT.shoulderL, AT.shoulderR, -0.004, -0.058, -0.032],
  [AT.elbowL, AT.elbowR, -0.002, -0.025, -0.028],
  [AT.wristL, AT.wristR, -0.005, 0.033, -0.021],
  [AT.kneeL, AT.kneeR, 0.004, 0.076, -0.01],
  [AT.ankleL, AT.ankleR, -0.022, -0.042, -0.001],
];
const HIPS = { up: -0.029, front: -0.12, apart: 0.583 }; // of the middle between the hips, and of one from the other
const TRUNK = [AT.shoulderL, AT.shoulderR, AT.hipL, AT.hipR];

/** The same person with the landmarks of shoulders, arms, hips and legs in the joints themselves. */
export function anatomical({ image, world }: Found, width: number, height: number): Found {
  const at = (i: number): Vector3 => new Vector3(world[i]?.x, world[i]?.y, world[i]?.z);
  const middle = (a: number, b: number): Vector3 => at(a).add(at(b)).multiplyScalar(0.5);
  const shoulders = at(AT.shoulderL).sub(at(AT.shoulderR));
  const size = shoulders.length();
  const up = middle(AT.shoulderL, AT.shoulderR).sub(middle(AT.hipL, AT.hipR)).normalize();
  const hips = at(AT.hipL).sub(at(AT.hipR)).normalize();
  const across = shoulders.clone().divideScalar(size).add(hips);
  across.addScaledVector(up, -across.dot(up)).normalize();
  const front = across.clone().cross(up);
  const scale = pixels(image, world, width, height);
  if (!size || !Number.isFinite(scale + front.x + front.y + front.z)) return { image, world };

  const moved = { image: [...image], world: [...world] };
  const move = (i: number, by: Vector3): void => {
    const [seen, there] = [image[i], world[i]] as [Landmark, Landmark];
    moved.image[i] = {
      ...seen,
      x: seen.x + (by.x * scale) / width,
      y: seen.y + (by.y * scale) / height,
      z: seen.z + (by.z * scale) / width,
    };
    moved.world[i] = { ...there, x: there.x + by.x, y: there.y + by.y, z: there.z + by.z };
  };
  const way = (out: number, rise: number, ahead: number): Vector3 =>
    new Vector3().addScaledVector(shoulders, out).addScaledVector(up, rise * size).addScaledVector(front, ahead * size);
  for (const [left, right, out, rise, ahead] of JOINTS) {
    move(left, way(out, rise, ahead));
    move(right, way(-out, rise, ahead));
  }
  const narrower = 0.5 * (HIPS.apart * size - at(AT.hipL).distanceTo(at(AT.hipR)));
  const inside = way(0, HIPS.up, HIPS.front);
  move(AT.hipL, inside.clone().addScaledVector(hips, narrower));
  move(AT.hipR, inside.clone().addScaledVector(hips, -narrower));
  return { image: moved.image, world: centred(moved.world) };
}

/** Pixels to a metre at the trunk: how the picture's trunk and the one in metres fit best, as seen from far away. */
function pixels(image: readonly Landmark[], world: readonly Landmark[], width: number, height: number): number {
  const spread = (values: number[]): number[] => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const pick = (from: readonly Landmark[], by: (l: Landmark) => number): number[] => spread(TRUNK.map((i) => by(from[i] as Landmark)));
  const seen = [...pick(image, ({ x }) => x * width), ...pick(image, ({ y }) => y * height)];
  const there = [...pick(world, ({ x }) => x), ...pick(world, ({ y }) => y)];
  const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return dot(seen, there) / dot(there, there);
}

/** Metres are told from the middle between the hips. */
function centred(world: readonly Landmark[]): Landmark[] {
  const [a, b] = [world[AT.hipL], world[AT.hipR]] as [Landmark, Landmark];
  const [x, y, z] = [(a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2];
  return world.map((l) => ({ ...l, x: l.x - x, y: l.y - y, z: l.z - z }));
}
