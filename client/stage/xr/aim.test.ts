import { Object3D, Ray, Vector3 } from 'three';
import { expect, test } from 'vitest';
import type { Walker } from '../types';
import { aimed, rayOf } from './aim';

const stands = (look: string, x: number, z: number): Walker => ({ look, x, z, heading: 0, clip: 'stand', at: 0 });
const heightOf = (): number => 1.8;
const from = new Vector3(2.3, 1.2, 9);
const to = (x: number, y: number, z: number): Ray => new Ray(from, new Vector3(x, y, z).sub(from).normalize());

test('a ray at the hem, the waist or the face is at the look', () => {
  for (const y of [0.05, 1, 1.75]) expect(aimed(to(0, y, 7), [stands('a', 0, 7)], heightOf)?.look).toBe('a');
});

test('of two in line the nearer is meant', () => {
  const [near, far] = [stands('near', 0, 7), stands('far', -2.3, 5)];
  expect(aimed(to(0, 1, 7), [far, near], heightOf)?.look).toBe('near');
});

test('beside her, over her head, under the floor and behind the visitor is nobody', () => {
  const walkers = [stands('a', 0, 7)];
  for (const [x, y, z] of [[1, 1, 7], [0, 2.6, 7], [0, -1.5, 7], [4.6, 1.4, 11]] as const) expect(aimed(to(x, y, z), walkers, heightOf)).toBeNull();
});

test('the distance is that to her outline, not to her middle', () => {
  const level = aimed(new Ray(new Vector3(0, 1, 9), new Vector3(0, 0, -1)), [stands('a', 0, 7)], heightOf);
  expect(level?.distance).toBeCloseTo(2 - 0.36);
});

test('a tracked thing points out of its front, wherever its room is in the hall', () => {
  const [rig, hand] = [new Object3D(), new Object3D()];
  rig.position.set(1, 0, 2);
  rig.rotation.y = Math.PI / 2;
  rig.add(hand);
  hand.position.set(0, 1, -1);
  rig.updateMatrixWorld(true);
  const ray = rayOf(hand, new Ray());
  expect(ray.origin.distanceTo(new Vector3(0, 1, 2))).toBeLessThan(1e-9);
  expect(ray.direction.distanceTo(new Vector3(-1, 0, 0))).toBeLessThan(1e-9);
});
