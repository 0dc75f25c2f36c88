import { expect, test } from 'vitest';
import { zoneWeights } from './zones';

test('inside a zone its weight is one, and lips never shade into shoes on the way to skin', () => {
  // two rows of triangles: three vertices of lips (4), three of skin (0), joined by a strip
  const { zones } = zoneWeights([4, 4, 4, 0, 0, 0], [0, 1, 2, 1, 2, 3, 3, 4, 5]);
  const of = (vertex: number): number[] => [...zones.slice(4 * vertex, 4 * vertex + 4)];
  expect(of(0)).toEqual([0, 0, 0, 1]);
  expect(of(5)).toEqual([0, 0, 0, 0]);
  for (let vertex = 0; vertex < 6; vertex++) expect(of(vertex).slice(0, 3)).toEqual([0, 0, 0]);
  expect(of(1)[3]).toBeGreaterThan(of(3)[3] as number);
});
