import { expect, test } from 'vitest';
import { hemOf, INNER, INSIDE, MID, UNDER } from './hem';
import { leadersByPlace, weld } from './weld';

// three by three vertices, eight triangles: the middle one is inside, the eight others are the rim
const positions = [0, 1, 2].flatMap((y) => [0, 1, 2].flatMap((x) => [x, y, 0]));
const index = [0, 1, 3, 4].flatMap((a) => [a, a + 1, a + 4, a, a + 4, a + 3]);
const hem = hemOf(weld(leadersByPlace(positions), index), index);
const of = (kind: number): number[] => [...hem.source].filter((_, i) => hem.kind[i] === kind).sort((a, b) => a - b);

test('a rim runs round the whole open edge and the allowance lies inside it', () => {
  const rim = [0, 1, 2, 3, 5, 6, 7, 8];
  expect(of(MID)).toEqual(rim);
  expect(of(UNDER)).toEqual(rim);
  expect(of(INSIDE)).toEqual(rim);
  expect(of(INNER)).toEqual([4]);
  expect(hem.index.length / 3).toBe(8 + 8 * 4); // the triangles at the edge once more, and four a side of the rim
});

test('neighbours along the edge follow its direction, so that the rim lies outside the cloth', () => {
  hem.source.forEach((vertex, i) => {
    if (hem.kind[i] !== MID) return;
    const [a, b] = [hem.before[i] as number, hem.after[i] as number];
    const along = [0, 1].map((axis) => (positions[3 * b + axis] as number) - (positions[3 * a + axis] as number));
    const away = [along[1] as number, -(along[0] as number)]; // along x the normal, which is +z
    const middle = [1 - (positions[3 * vertex] as number), 1 - (positions[3 * vertex + 1] as number)];
    expect((away[0] as number) * (middle[0] as number) + (away[1] as number) * (middle[1] as number)).toBeLessThan(0);
  });
});
