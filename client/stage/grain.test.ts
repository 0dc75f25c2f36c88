import { expect, test } from 'vitest';
import { weftTangents } from './grain';

test('a panel hung turned by a quarter has its weft where it hangs', () => {
  const positions = [0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1]; // stands in the YZ plane: u runs up, v runs forward
  const tangents = weftTangents(positions, [0, 0, 1, 0, 1, 1, 0, 1], [0, 1, 2, 0, 2, 3]);
  for (let i = 0; i < 4; i++) expect([...tangents.slice(4 * i, 4 * i + 4)]).toEqual([0, 1, 0, 1]);
});

test('a mirrored panel keeps its weft and turns its hand', () => {
  const tangents = weftTangents([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 0, 1, 0, 0, -1], [0, 1, 2]);
  expect([...tangents.slice(0, 4)]).toEqual([1, 0, 0, -1]);
});
