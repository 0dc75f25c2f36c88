import { readFileSync } from 'node:fs';
import { type Matrix4, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { fieldOf, FOCAL, placed } from './lens';
import { Occlusion } from './occlusion';
import { build, posed, type Rest } from './rig';
import { steadied } from './steady';
import { AT, type Landmark, type Tracked } from './tracked';

interface Shot {
  readonly name: string;
  readonly image: Readonly<Record<string, readonly [number, number]>>;
  readonly world: Readonly<Record<string, readonly [number, number, number]>>;
  readonly joints: Readonly<Record<string, readonly [number, number]>>;
}

const { width, height, rest, shots } = JSON.parse(
  readFileSync(new URL('../../tests/fixtures/mirror.json', import.meta.url), 'utf8'),
) as { width: number; height: number; rest: Record<string, [number, number, number]>; shots: Shot[] };
const rig: Rest = new Map(
  [...Object.entries(rest), ['hang', rest['hips']], ['hang.L', rest['shin.L']], ['hang.R', rest['shin.R']]].map(
    ([name, at]) => [name as string, new Vector3(...(at as [number, number, number]))],
  ),
);
const shot = (name: string): Shot => shots.find((each) => each.name === name) as Shot;

/** What a tracker without error finds. */
function tracked({ image, world }: Shot, hide: readonly number[] = []): Tracked {
  const nothing: Landmark = { x: 0.5, y: 0.5, z: 0, visibility: 0 };
  const of = (table: Shot['image'] | Shot['world']): Landmark[] =>
    Array.from({ length: 33 }, (_, k) => {
      const found = table[k];
      if (!found) return nothing;
      return { x: found[0], y: found[1], z: found[2] ?? 0, visibility: hide.includes(k) ? 0.1 : 1 };
    });
  return { at: 0, image: of(image), world: of(world) };
}

/** Where a joint of the rig falls in the frame, 0..1. */
function project(matrix: Matrix4, home: Vector3): [number, number] {
  const { x, y, z } = home.clone().applyMatrix4(matrix);
  const focal = FOCAL * Math.max(width, height);
  return [0.5 + (focal * x) / -z / width, 0.5 - (focal * y) / -z / height];
}

function worn(seen: Tracked, reach = 0): Map<string, Matrix4> {
  const points = placed(seen, width, height) as Vector3[];
  return posed(rig, new Occlusion().stance(seen, points, reach), build(rig, points));
}

/** Pixels between the rig's joint and the person's. */
function apart(matrices: Map<string, Matrix4>, { joints }: Shot, name: string): number {
  const [x, y] = project(matrices.get(name) as Matrix4, rig.get(name) as Vector3);
  const [u, v] = joints[name] as [number, number];
  return Math.hypot((x - u) * width, (y - v) * height);
}

const LIMBS = ['upper_arm', 'forearm', 'hand', 'thigh', 'shin', 'foot'].flatMap((name) => [`${name}.L`, `${name}.R`]);
const TRUNK = ['hips', 'spine1', 'spine2', 'spine3', 'spine4', 'spine5', 'neck1', 'clavicle.L', 'clavicle.R'];

describe.each(shots)('on someone $name', (someone) => {
  const shoulders = Math.hypot(
    ((someone.image[AT.shoulderL]?.[0] ?? 0) - (someone.image[AT.shoulderR]?.[0] ?? 0)) * width,
    ((someone.image[AT.shoulderL]?.[1] ?? 0) - (someone.image[AT.shoulderR]?.[1] ?? 0)) * height,
  );

  test('the joints of arms and legs lie on hers', () => {
    const matrices = worn(tracked(someone));
    for (const name of LIMBS) expect(apart(matrices, someone, name), name).toBeLessThan(0.5);
  });

  test('the trunk is hers, though no landmark lies on it', () => {
    const matrices = worn(tracked(someone));
    const most = Math.max(0.12 * shoulders, 9);
    for (const name of TRUNK) expect(apart(matrices, someone, name), name).toBeLessThan(most);
  });
});

test('hands before the clothes are brought nearer on the ray on which they are seen', () => {
  const someone = shot('hands before the waist');
  const [near, far] = [worn(tracked(someone), 0.6), worn(tracked(someone), 0)];
  const depth = (matrices: Map<string, Matrix4>): number =>
    -(rig.get('hand.L') as Vector3).clone().applyMatrix4(matrices.get('hand.L') as Matrix4).z;
  expect(depth(near)).toBeLessThan(depth(far) - 0.05);
  expect(apart(near, someone, 'hand.L')).toBeLessThan(0.5);
  const size = (matrices: Map<string, Matrix4>): number => (matrices.get('hand.L') as Matrix4).getMaxScaleOnAxis() / depth(matrices);
  expect(size(near)).toBeCloseTo(size(far), 2); // as large in the picture as before
});

test('hands behind the back stay there', () => {
  const someone = shot('hands before the waist');
  const behind: Shot = { ...someone, world: { ...someone.world } };
  for (const k of [AT.wristL, AT.wristR]) {
    const [x, y, z] = someone.world[k] as [number, number, number];
    (behind.world as Record<string, readonly number[]>)[k] = [x, y, Math.abs(z) + 0.25];
  }
  const seen = tracked(behind, [AT.wristL, AT.wristR]);
  const points = placed(seen, width, height) as Vector3[];
  const { nearer } = new Occlusion().stance(seen, points, 0.3);
  expect(nearer).toEqual([1, 1]);
});

test('arms and legs that are not seen hang', () => {
  const someone = shot('standing');
  const matrices = worn(tracked(someone, [AT.elbowL, AT.wristL, AT.kneeR, AT.ankleR]));
  for (const name of ['forearm.L', 'hand.L', 'shin.R', 'foot.R']) {
    expect([...(matrices.get(name) as Matrix4).elements].every(Number.isFinite), name).toBe(true);
    expect(apart(matrices, someone, name), name).toBeLessThan(60); // pixels of 640: about where they hang
  }
});

test('nobody is placed when too little of her is seen', () => {
  expect(placed(tracked(shot('standing'), Array.from({ length: 31 }, (_, k) => k)), width, height)).toBeNull();
});

test('a frame of a webcam is as wide as webcams see', () => {
  const across = 2 * Math.atan((Math.tan((fieldOf(1280, 720) * Math.PI) / 360) * 1280) / 720);
  expect((across * 180) / Math.PI).toBeGreaterThan(55);
  expect((across * 180) / Math.PI).toBeLessThan(75);
});

test('who stands up does not lean towards the camera because a flat picture says so, and stays where she is seen', () => {
  const someone = shot('standing');
  const leaning: Shot = { ...someone, world: { ...someone.world } };
  for (const k of [11, 12, 13, 14, 15, 16]) {
    const [x, y, z] = someone.world[k] as [number, number, number];
    (leaning.world as Record<string, readonly number[]>)[k] = [x, y, z - 0.2];
  }
  const lean = (points: readonly Vector3[]): number => (points[AT.shoulderL] as Vector3).z - (points[AT.hipL] as Vector3).z;
  const [straight, found] = [someone, leaning].map((each) => placed(tracked(each), width, height) as Vector3[]) as [Vector3[], Vector3[]];
  expect(lean(steadied(rig, found)) - lean(straight)).toBeLessThan(0.5 * (lean(found) - lean(straight)));
  steadied(rig, found).forEach((point, k) => {
    expect(point.x / point.z).toBeCloseTo((found[k] as Vector3).x / (found[k] as Vector3).z, 6);
  });
});
