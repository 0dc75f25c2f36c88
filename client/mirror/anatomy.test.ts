import { expect, test } from 'vitest';
import { anatomical, type Found } from './anatomy';
import { AT, type Landmark } from './tracked';

const WIDTH = 480;
const HEIGHT = 640;
const METRE = 250; // pixels

/** A person as far away as one likes, turned by an angle: shoulders 36 cm, trunk 50 cm, hips 25 cm apart. */
function person(turn: number): Found {
  const world: Landmark[] = Array.from({ length: 33 }, () => ({ x: 0, y: 0, z: 0, visibility: 0.9 }));
  const put = (i: number, across: number, y: number): void => {
    world[i] = { x: across * Math.cos(turn), y, z: across * Math.sin(turn), visibility: 0.9 };
  };
  put(AT.shoulderL, 0.18, -0.5);
  put(AT.shoulderR, -0.18, -0.5);
  put(AT.hipL, 0.125, 0);
  put(AT.hipR, -0.125, 0);
  const image = world.map(({ x, y, visibility }) => ({ x: 0.5 + (x * METRE) / WIDTH, y: 0.5 + (y * METRE) / HEIGHT, z: 0, visibility }));
  return { image, world };
}
const seen = ({ image }: Found, i: number): number[] => [(image[i]?.x ?? 0) * WIDTH, (image[i]?.y ?? 0) * HEIGHT];
const from = (a: number[], b: number[]): number[] => a.map((value, i) => (value - (b[i] ?? 0)) / (0.36 * METRE));

test('of somebody who faces the camera the shoulder joints lie below the landmarks on the skin', () => {
  const [x, y] = from(seen(anatomical(person(0), WIDTH, HEIGHT), AT.shoulderL), seen(person(0), AT.shoulderL));
  expect(x).toBeCloseTo(-0.004, 6);
  expect(y).toBeCloseTo(0.058, 6);
});

test('the joints of the hips are as far apart as hips are, and symmetrical', () => {
  const found = anatomical(person(0), WIDTH, HEIGHT);
  const [left, right] = [seen(found, AT.hipL), seen(found, AT.hipR)] as [[number, number], [number, number]];
  expect((left[0] - right[0]) / (0.36 * METRE)).toBeCloseTo(0.583, 6);
  expect(left[0] + right[0]).toBeCloseTo(WIDTH, 6);
  expect(left[1]).toBeCloseTo(right[1], 6);
});

test('how far apart the landmarks of the hips are does not tell how far her hips are', () => {
  const wide = person(0);
  const [hipL, hipR] = [wide.image[AT.hipL], wide.image[AT.hipR]] as [Landmark, Landmark];
  const image = wide.image.with(AT.hipL, { ...hipL, x: hipL.x + 0.01 }).with(AT.hipR, { ...hipR, x: hipR.x - 0.01 });
  const found = anatomical({ image, world: wide.world }, WIDTH, HEIGHT);
  const apart = (seen(found, AT.hipL)[0] ?? 0) - (seen(found, AT.hipR)[0] ?? 0);
  expect(apart / (0.36 * METRE)).toBeCloseTo(0.583, 1);
});

test('of somebody seen from her side the hips lie deeper than her front', () => {
  const side = Math.PI / 2; // her left is away from the camera, she looks to the right of the picture
  const [x] = from(seen(anatomical(person(side), WIDTH, HEIGHT), AT.hipL), seen(person(side), AT.hipL));
  expect(x).toBeCloseTo(-0.12, 6);
});

test('metres are still told from between the hips, and how sure the model is stays as it was', () => {
  const { world } = anatomical(person(0.4), WIDTH, HEIGHT);
  expect((world[AT.hipL]?.x ?? 0) + (world[AT.hipR]?.x ?? 0)).toBeCloseTo(0, 9);
  expect(world.every(({ visibility }) => visibility === 0.9)).toBe(true);
});

test('what is no body is left as it was found', () => {
  const nothing = person(0);
  const flat = { image: nothing.image, world: nothing.world.map((l) => ({ ...l, x: 0, y: 0, z: 0 })) };
  expect(anatomical(flat, WIDTH, HEIGHT)).toEqual(flat);
});
