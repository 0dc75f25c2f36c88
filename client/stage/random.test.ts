import { expect, test } from 'vitest';
import { disk, halton, random } from './random';

test('the same seed gives the same evening', () => {
  const [a, b] = [random(7), random(7)];
  const first = Array.from({ length: 50 }, a);
  expect(Array.from({ length: 50 }, b)).toEqual(first);
  expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...first)).toBeLessThan(1);
});

test('Halton points fill the interval in the known order', () => {
  expect([1, 2, 3, 4].map((i) => halton(i, 2))).toEqual([1 / 2, 1 / 4, 3 / 4, 1 / 8]);
  expect(halton(1, 3)).toBeCloseTo(1 / 3, 12);
});

test('the square maps onto the disk without leaving it', () => {
  expect(Math.hypot(...disk(1, 0.3))).toBeCloseTo(1, 12);
  expect(disk(0, 0.5).map(Math.abs)).toEqual([0, 0]);
});
