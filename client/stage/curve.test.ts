import { AnimationClip, NumberKeyframeTrack, QuaternionKeyframeTrack } from 'three';
import { expect, test } from 'vitest';
import { Curve, weightsOf } from './curve';

const near = (weights: Float32Array): number[] => [...weights].map((v) => Number(v.toFixed(5)));

test('weights run straight from key to key and stay within the clip', () => {
  const curve = new Curve([0, 1, 2], [0, 4, 1, 2, 3, 0], 0.5);
  expect(near(curve.at(0))).toEqual([0, 2]);
  expect(near(curve.at(0.25))).toEqual([0.25, 1.5]);
  expect(near(curve.at(0.5))).toEqual([0.5, 1]);
  expect(near(curve.at(0.875))).toEqual([1.25, 0.25]);
  expect(near(curve.at(1))).toEqual([1.5, 0]);
});

test('uneven keys and a single key are read as they are', () => {
  expect(near(new Curve([0, 0.1, 2], [0, 1, 1]).at(0.5))).toEqual([1]);
  expect(near(new Curve([0], [3, 4]).at(0.7))).toEqual([3, 4]);
});

test("a clip's weights are taken out, its joints stay", () => {
  const weights = new NumberKeyframeTrack('garmentskirt.morphTargetInfluences', [0, 1], [0, 0, 1, 2]);
  const clip = new AnimationClip('go', 1, [new QuaternionKeyframeTrack('hips.quaternion', [0, 1], [0, 0, 0, 1, 0, 0, 0, 1]), weights]);
  const curves = weightsOf(clip, () => 2);
  expect(clip.tracks.map((track) => track.name)).toEqual(['hips.quaternion']);
  expect(near((curves.get('garmentskirt') as Curve).at(0.5))).toEqual([1, 2]);
});
