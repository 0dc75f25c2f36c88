import { expect, test } from 'vitest';
import { between, type Estimate, lit } from './estimate';

/** A room lit from all round as `round`, and by one lamp. */
function room(round: readonly number[], from: readonly [number, number, number], lamp: readonly [number, number, number]): Estimate {
  const [x, y, z] = from;
  const [r, g, b] = lamp;
  return {
    sphericalHarmonicsCoefficients: [...round, ...Array<number>(24).fill(0)],
    primaryLightDirection: { x, y, z },
    primaryLightIntensity: { x: r, y: g, z: b },
  };
}

test('the lamp shines from where the room’s brightest light is, as she is turned in it', () => {
  const right = room([1, 1, 1], [1, 1, 0], [2, 2, 2]);
  const straight = lit(right, 0).rig.key;
  expect(straight[0]).toBeCloseTo(Math.SQRT1_2);
  const turned = lit(right, Math.PI / 2).rig.key; // she faces it now: what was to the right of the room is before her
  expect(turned[2]).toBeCloseTo(Math.SQRT1_2);
  expect(turned[0]).toBeCloseTo(0);
});

test('a window at the horizon throws no shadow across the whole floor', () => {
  const [x, y] = lit(room([1, 1, 1], [1, -0.2, 0], [2, 2, 2]), 0).rig.key;
  expect(y / x).toBeGreaterThan(0.25);
});

test('cloth is seen in a dark corner and does not burn out before a window', () => {
  const dark = lit(room([0, 0, 0], [0, 1, 0], [0, 0, 0]), 0);
  const glare = lit(room([40, 40, 40], [0, 1, 0], [90, 90, 90]), 0);
  expect(dark.rig.keyLevel).toBeGreaterThan(0.3);
  expect(dark.daylight.surrounding).toBeGreaterThan(0.3);
  expect(glare.rig.keyLevel).toBeLessThan(5);
  expect(glare.daylight.surrounding).toBeLessThan(2);
});

test('a warm lamp warms her, by half of its colour', () => {
  const { key } = lit(room([1, 1, 1], [0, 1, 0], [2, 1, 0]), 0).daylight;
  expect([key.r, key.g, key.b]).toEqual([1, 0.75, 0.5]);
});

test('from one light to another she is led, not thrown', () => {
  const [left, right] = [lit(room([1, 1, 1], [-1, 1, 0], [1, 1, 1]), 0), lit(room([1, 1, 1], [1, 1, 0], [3, 3, 3]), 0)];
  const half = between(left, right, 0.5);
  expect(half.rig.key[0]).toBeCloseTo(0);
  expect(half.rig.keyLevel).toBeCloseTo(2);
});
