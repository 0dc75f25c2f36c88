import { PerspectiveCamera } from 'three';
import { expect, test } from 'vitest';
import { gazed } from './gaze';

const tall = (): number => 1.75;
const walker = (look: string, x: number, z: number) => ({ look, x, z, heading: 0, clip: 'walk', at: 0 });

function camera(position: [number, number, number], target: [number, number, number], aspect = 16 / 9): PerspectiveCamera {
  const made = new PerspectiveCamera(32, aspect, 0.15, 90);
  made.position.set(...position);
  made.lookAt(...target);
  made.updateMatrixWorld();
  return made;
}

test('the look at the centre of the picture is looked at, and one at its edge is not', () => {
  const view = camera([0, 1, 5], [0, 0.9, 0]);
  expect(gazed(view, [walker('dusk', 0, 0)], tall)).toBe('dusk');
  expect(gazed(view, [walker('dusk', 1.9, 0)], tall)).toBeNull();
  expect(gazed(view, [walker('dawn', 0.9, 0), walker('dusk', 0.1, 0)], tall)).toBe('dusk');
});

test('a look far away is scenery', () => {
  expect(gazed(camera([0, 1, 20], [0, 0.9, 0]), [walker('dusk', 0, 0)], tall)).toBeNull();
});

test('a close-up of a hem or of a face is a close-up of the look', () => {
  for (const height of [0.2, 1.6]) {
    expect(gazed(camera([0, height, 0.9], [0, height, 0]), [walker('dusk', 0, 0)], tall)).toBe('dusk');
  }
});

test('of two looks in line the foremost is looked at, and one behind the camera never', () => {
  const view = camera([0, 1, 5], [0, 0.9, 0]);
  expect(gazed(view, [walker('behind', 0.02, -1), walker('front', 0.05, 1)], tall)).toBe('front');
  expect(gazed(view, [walker('back', 0, 7)], tall)).toBeNull();
});

test('a phone held upright has the same cone', () => {
  const view = camera([0, 1, 5], [0, 0.9, 0], 9 / 16);
  expect(gazed(view, [walker('dusk', 0.1, 0)], tall)).toBe('dusk');
  expect(gazed(view, [walker('dusk', 1.2, 0)], tall)).toBeNull();
});
