import { expect, test } from 'vitest';
import { ACROSS, DOWN, lightOf, towards } from './light';
import { AT, type Landmark, type Tracked } from './tracked';

/** A room whose brightness (sRGB, 0..255) is told for each point of the frame. */
function room(of: (x: number, y: number) => readonly [number, number, number]): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * ACROSS * DOWN);
  for (let y = 0; y < DOWN; y++) for (let x = 0; x < ACROSS; x++) pixels.set([...of(x / ACROSS, y / DOWN), 255], 4 * (y * ACROSS + x));
  return pixels;
}

const grey = (v: number) => (): readonly [number, number, number] => [v, v, v];

/** Someone in the middle of the frame; her left is at its right, unless she has turned round. */
function someone(turned = false): Tracked {
  const nowhere: Landmark = { x: 0, y: 0, z: 0, visibility: 0 };
  const image = Array.from({ length: 33 }, () => nowhere);
  const put = (k: number, x: number, y: number): void => {
    image[k] = { x: turned ? 1 - x : x, y, z: 0, visibility: 1 };
  };
  put(AT.shoulderL, 0.62, 0.35);
  put(AT.shoulderR, 0.38, 0.35);
  put(AT.hipL, 0.58, 0.7);
  put(AT.hipR, 0.42, 0.7);
  return { at: 0, image, world: image };
}

test('a dark room lights the clothes less than a bright one, and neither burns them out', () => {
  const [night, evening, day] = [8, 60, 250].map((v) => lightOf(room(grey(v)), null).level) as [number, number, number];
  expect(night).toBeGreaterThan(0);
  expect(evening).toBeGreaterThan(night);
  expect(day).toBeGreaterThan(evening);
  expect(day).toBeLessThanOrEqual(1);
});

test('lamplight is warm on the clothes too, but less than on the walls', () => {
  const { color } = lightOf(room(() => [200, 150, 90]), null);
  expect(color.r).toBeGreaterThan(color.b);
  expect(color.r / color.b).toBeLessThan(2.5);
});

test('who is brighter on one side is lit from there, from before or behind', () => {
  const lit = room((x) => (x > 0.5 ? [190, 190, 190] : [110, 110, 110]));
  expect(lightOf(lit, someone()).from.x).toBeGreaterThan(0.3);
  expect(lightOf(lit, someone(true)).from.x).toBeGreaterThan(0.3);
  expect(Math.abs(lightOf(room(grey(150)), someone()).from.x)).toBeLessThan(0.05);
});

test('light follows the room slowly', () => {
  const [dark, bright] = [lightOf(room(grey(20)), null), lightOf(room(grey(110)), null)];
  const next = towards(dark, bright);
  expect(next.level).toBeGreaterThan(dark.level);
  expect(next.level).toBeLessThan(dark.level + 0.2 * (bright.level - dark.level));
  expect(towards(null, bright)).toBe(bright);
});
