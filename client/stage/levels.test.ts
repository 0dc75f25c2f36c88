import { expect, test } from 'vitest';
import { levelsOf, movesOf } from './levels';

test('a look in levels of detail comes small first, then as sharp as the machine is strong', () => {
  expect(levelsOf('/media/a.near.glb', true)).toEqual(['/media/a.far.glb', '/media/a.near.glb']);
  expect(levelsOf('/media/a.near.glb?v=2', false)).toEqual(['/media/a.far.glb?v=2', '/media/a.mid.glb?v=2']);
});

test("anybody's own file is loaded as it is", () => {
  expect(levelsOf('/media/a.glb', true)).toEqual(['/media/a.glb']);
});

test('the moves of a look lie beside it', () => {
  expect(movesOf('/media/a.near.glb')).toBe('/media/a.near.moves.glb');
  expect(movesOf('/look.glb?v=2')).toBe('/look.moves.glb?v=2');
});
