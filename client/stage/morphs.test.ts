import { BufferAttribute, InterleavedBuffer, InterleavedBufferAttribute, Matrix4 } from 'three';
import { expect, test } from 'vitest';
import { blended, joined, stepsOf } from './morphs';

const scale = new Matrix4().makeScale(0.001, 0.001, 0.001);
const base = Float32Array.from([0, 0, 0, 1, 1, 1]);

test('whole-numbered targets of our own files are only moved', () => {
  // two vertices of two targets side by side, four bytes each
  const buffer = new InterleavedBuffer(Int8Array.from([1, 2, 3, 0, -4, -5, -6, 0, 7, 8, 9, 0, 10, 11, 12, 0]), 8);
  const narrow = [0, 4].map((offset) => new InterleavedBufferAttribute(buffer, 3, offset));
  const wide = new BufferAttribute(Int16Array.from([1000, 0, 0, 0, 2000, 0]), 3);
  const steps = stepsOf([wide, ...narrow], 2, scale, 4);
  expect(steps.wideOf).toEqual([0]);
  expect(steps.narrowOf).toEqual([1, 2]);
  expect(steps.unit).toBeCloseTo(0.001);
  expect([...steps.narrow.slice(16, 24)]).toEqual([-4, -5, -6, 0, 10, 11, 12, 0]);
  const shown = blended(base, steps, [0.5, 1, 0]);
  expect([...shown].map((v) => Number(v.toFixed(4)))).toEqual([0.501, 0.002, 0.003, 1.007, 2.008, 1.009]);
});

test("another file's targets come within a step of sixteen bits", () => {
  const turned = new Matrix4().makeRotationZ(Math.PI / 2);
  const steps = stepsOf([new BufferAttribute(Float32Array.from([0.1, 0, 0, 0, 0.2, 0]), 3)], 2, turned, 4);
  const shown = blended(base, steps, [1]);
  [0, 0.1, 0, 0.8, 1, 1].forEach((v, i) => expect(shown[i]).toBeCloseTo(v, 4));
});

test('further targets follow the first, whatever their width', () => {
  const steps = stepsOf([new BufferAttribute(Int16Array.from([300, 0, 0, 0, 0, 0]), 3)], 2, scale, 4);
  const buffer = new InterleavedBuffer(Int8Array.from([0, 9, 0, 0, 0, 0, 7, 0]), 4);
  const more = stepsOf([new InterleavedBufferAttribute(buffer, 3, 0)], 2, scale, 4);
  const all = joined(steps, more, 1);
  expect([all.wideOf, all.narrowOf]).toEqual([[0], [1]]);
  expect([...blended(base, all, [1, 2])].map((v) => Number(v.toFixed(4)))).toEqual([0.3, 0.018, 0, 1, 1, 1.014]);
});
