import { expect, test } from 'vitest';
import type { Addresses } from '../stage';
import { pointAt, spotsOf } from './find';

/** A front a metre wide and tall at z = 0.1, seen in 10 by 10 pixels; its upper right quarter is turned away. */
function front(): Addresses {
  const at = new Float32Array(400);
  for (let row = 0; row < 10; row++) {
    for (let column = 0; column < 10; column++) {
      if (row >= 5 && column >= 5) continue;
      at.set([column / 10 + 0.05, row / 10 + 0.05, 0.1, 1], 4 * (10 * row + column));
    }
  }
  return { width: 10, height: 10, at, garments: ['dress'] };
}

test('where one presses is the point of the cloth that is seen there, and bare ground is none', () => {
  expect(pointAt(front(), { x: 0.22, y: 0.98 })?.map((one) => Math.round(100 * one) / 100)).toEqual([0.25, 0.05, 0.1]);
  expect(pointAt(front(), { x: 0.9, y: 0.1 })).toBeNull();
});

test('a pin is shown where its point is seen, and not on the cloth of the other side', () => {
  const [here, behind, away] = spotsOf(front(), [
    [0.25, 0.05, 0.1],
    [0.25, 0.05, -0.1],
    [0.95, 0.95, 0.1],
  ]);
  expect(here?.x).toBeCloseTo(0.25);
  expect(here?.y).toBeCloseTo(0.95);
  expect(behind).toBeNull();
  expect(away).toBeNull();
});
