import { expect, test } from 'vitest';
import { distanceTo, leadersByPlace, weld } from './weld';

// a strip of two quads, 1 m each, whose middle edge is a seam: vertices 1, 2 are doubled by 4, 5
const positions = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 2, 0, 0, 2, 1, 0];
const index = [0, 1, 2, 0, 2, 3, 4, 6, 7, 4, 7, 5];

test('vertices doubled along a seam are one', () => {
  const leader = leadersByPlace(positions);
  expect([...leader]).toEqual([0, 1, 2, 3, 1, 2, 6, 7]);
  const welded = weld(leader, index);
  expect([...welded.seam]).toEqual([0, 1, 1, 0, 1, 1, 0, 0]);
  expect(welded.count[1]).toBe(welded.count[4]); // both sides of the seam see the triangles of both panels
  expect(welded.count[1]).toBe(1 + 2);
});

test('each triangle of a vertex is listed with its winding', () => {
  const welded = weld(leadersByPlace(positions), index);
  const at = welded.start[0] as number;
  const pairs = [...welded.pairs.slice(2 * at, 2 * (at + (welded.count[0] as number)))];
  expect(pairs).toEqual([1, 2, 2, 3]);
});

test('the rim of the cloth is a hem, the seam inside it is not one by itself', () => {
  const fan = weld(leadersByPlace([0, 0, 0, 1, 0, 0, 0, 1, 0, -1, 0, 0, 0, -1, 0]), [0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 1]);
  expect([...fan.hem]).toEqual([0, 1, 1, 1, 1]);
});

test('distances run along the cloth and stop at their reach', () => {
  const leader = leadersByPlace(positions);
  const marked = Uint8Array.from([1, 0, 0, 1, 0, 0, 0, 0]);
  const distance = distanceTo(marked, positions, weld(leader, index), 1.5);
  expect([...distance].map((d) => Number(d.toFixed(3)))).toEqual([0, 1, 1, 0, 1, 1, 1.5, 1.5]);
});
