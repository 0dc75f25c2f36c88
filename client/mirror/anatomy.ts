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
const HIPS = { up: -0.029, front: -0.12, apart: 0.583 }; // both from between the landmarks: how far apart those are says little
const TRUNK = [AT.shoulderL, AT.shoulderR, AT.hipL, AT.hipR];

/** The same person with the landmarks of shoulders, arms, hips and legs in the joints themselves. */
export function anatomical({ image, world }: Found, width: number, height: number): Found {
  const shoulders = place(world, AT.shoulderL).sub(place(world, AT.shoulderR));
  const size = shoulders.length();
  const up = between(world, AT.shoulderL, AT.shoulderR).sub(between(world, AT.hipL, AT.hipR)).normalize();
  const hips = place(world, AT.hipL).sub(place(world, AT.hipR)).normalize();
  const across = shoulders.clone().divideScalar(size).add(hips);
  across.addScaledVector(up, -across.dot(up)).normalize();
  const front = across.clone().cross(up);
  const scale = pixels(image, world, width, height);
  if (!size || !Number.isFinite(scale + front.x + front.y + front.z)) return { image, world };

  const moved = { image: [...image], world: [...world] };
  /** Puts landmark i a way from what lies between landmarks a and b. */
  const put = (i: number, a: number, b: number, by: Vector3): void => {
    const seen = between(image, a, b).addScaledVector(new Vector3(by.x / width, by.y / height, by.z / width), scale);
    const there = between(world, a, b).add(by);
    moved.image[i] = { ...(image[i] as Landmark), x: seen.x, y: seen.y, z: seen.z };
    moved.world[i] = { ...(world[i] as Landmark), x: there.x, y: there.y, z: there.z };
  };
  const way = (out: number, rise: number, ahead: number): Vector3 =>
    new Vector3().addScaledVector(shoulders, out).addScaledVector(up, rise * size).addScaledVector(front, ahead * size);
  for (const [left, right, out, rise, ahead] of JOINTS) {
    put(left, left, left, way(out, rise, ahead));
    put(right, right, right, way(-out, rise, ahead));
  }
  const inside = way(0, HIPS.up, HIPS.front);
  const half = (HIPS.apart * size) / 2;
  put(AT.hipL, AT.hipL, AT.hipR, inside.clone().addScaledVector(hips, half));
  put(AT.hipR, AT.hipL, AT.hipR, inside.clone().addScaledVector(hips, -half));
  return { image: moved.image, world: centred(moved.world) };
}

const place = (from: readonly Landmark[], i: number): Vector3 => new Vector3(from[i]?.x, from[i]?.y, from[i]?.z);
const between = (from: readonly Landmark[], a: number, b: number): Vector3 => place(from, a).add(place(from, b)).multiplyScalar(0.5);

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
  const { x, y, z } = between(world, AT.hipL, AT.hipR);
  return world.map((l) => ({ ...l, x: l.x - x, y: l.y - y, z: l.z - z }));
}
