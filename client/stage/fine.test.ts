import { expect, test } from 'vitest';
import { fineOf, halfway } from './fine';
import { leadersByPlace, weld } from './weld';

// two triangles that share an edge, sewn: vertices 1 and 2 are there twice, as 4 and 3
const places = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0];
const index = [0, 1, 2, 3, 4, 5];
const welded = weld(leadersByPlace(places), index);

test('every triangle becomes four of the same winding and a quarter of the area', () => {
  const fine = fineOf(welded, index)!;
  const at = halfway(Float32Array.from(places), 3, fine, index);
  expect(fine.index.length).toBe(4 * index.length);
  for (let t = 0; t < fine.index.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => at.subarray(3 * fine.index[t + k]!, 3 * fine.index[t + k]! + 3)) as [Float32Array, Float32Array, Float32Array];
    expect((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)).toBeCloseTo(0.25);
  }
});

test('the two sides of a seam have middles of their own, and one leader', () => {
  const fine = fineOf(welded, index)!;
  expect(fine.count).toBe(6 + 6);
  const seam = [...fine.leader].map((leader, i) => [leader, i] as const).filter(([leader, i]) => leader !== i && i >= 6);
  expect(seam).toHaveLength(1);
  const again = weld(fine.leader, fine.index);
  expect([...again.hem].filter(Boolean)).toHaveLength(6 + 4); // the outline's corners and its middles
});

test('a middle on an open edge knows its neighbours along it, one inside does not', () => {
  const { sources, count } = fineOf(welded, index)!;
  const rows = Array.from({ length: count - 6 }, (_, i) => [...sources.subarray(4 * (i + 6), 4 * (i + 7))]);
  const inner = rows.filter(([, , before, after]) => before === after);
  expect(inner.map(([a, b]) => [a, b].sort())).toEqual([[1, 2], [1, 2]]);
  const bottom = rows.find(([a, b]) => a === 0 && b === 1)!;
  expect(bottom).toEqual([0, 1, 2, 5]); // round the square: 2, 0, 1, 5
});
