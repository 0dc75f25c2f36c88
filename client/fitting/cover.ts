// How far skin steps back beneath cloth, so that it does not show through where cloth lies close on it.

import type { Surface } from '../look/space/correct';
import { normals } from '../look/space/mesh';
import type { Cloth } from './body.worker';

const BEFORE = 0.035; // metres in front of the skin within which cloth hides it
const BEHIND = 0.008;
const BESIDE = 0.02; // as far as corners and middles of triangles lie apart
const BARE = 2; // rings of skin beside bare skin that stay where they are
const DEEP = 0.009; // metres
const EVENED = 3;
const CELL = 0.04;

/** (nb) metres that each vertex of a standing skin steps back beneath cloths. */
export function stepped(skin: Float32Array, cloths: readonly Cloth[], { triangles, ring, vertices }: Surface): Float32Array {
  const normal = new Float64Array(3 * vertices);
  normals(skin, triangles, normal);
  const cells = new Map<number, number[]>();
  const cell = (value: number): number => Math.floor(value / CELL) + 512;
  const key = (a: number, b: number, c: number): number => (a * 1024 + b) * 1024 + c;
  const put = (x: number, y: number, z: number): void => {
    const k = key(cell(x), cell(y), cell(z));
    const there = cells.get(k);
    if (there) there.push(x, y, z);
    else cells.set(k, [x, y, z]);
  };
  for (const { cloth, triangles: corners } of cloths) {
    const at = (corner: number): [number, number, number] => [0, 1, 2].map((axis) => cloth[3 * (corners[corner] as number) + axis] as number) as never;
    for (let i = 0; i < cloth.length; i += 3) put(cloth[i] as number, cloth[i + 1] as number, cloth[i + 2] as number);
    for (let t = 0; t < corners.length; t += 3) {
      const [a, b, c] = [at(t), at(t + 1), at(t + 2)];
      for (const [p, q, r] of [[1, 1, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]] as const) {
        const mean = (axis: 0 | 1 | 2): number => (p * a[axis] + q * b[axis] + r * c[axis]) / (p + q + r);
        put(mean(0), mean(1), mean(2));
      }
    }
  }
  const hides = (points: readonly number[], v: number): boolean => {
    for (let i = 0; i < points.length; i += 3) {
      const [x, y, z] = [0, 1, 2].map((axis) => (points[i + axis] as number) - (skin[3 * v + axis] as number)) as [number, number, number];
      const out = x * (normal[3 * v] as number) + y * (normal[3 * v + 1] as number) + z * (normal[3 * v + 2] as number);
      if (out > -BEHIND && out < BEFORE && x * x + y * y + z * z - out * out < BESIDE * BESIDE) return true;
    }
    return false;
  };
  let hidden = new Uint8Array(vertices);
  for (let v = 0; v < vertices; v++) {
    const [a, b, c] = [cell(skin[3 * v] as number), cell(skin[3 * v + 1] as number), cell(skin[3 * v + 2] as number)];
    for (let k = 0; k < 27 && !hidden[v]; k++) {
      const points = cells.get(key(a + (k % 3) - 1, b + (Math.floor(k / 3) % 3) - 1, c + Math.floor(k / 9) - 1));
      if (points && hides(points, v)) hidden[v] = 1;
    }
  }
  const around = (v: number, test: (w: number) => void): void => {
    for (let k = ring.starts[v] as number; k < (ring.starts[v + 1] as number); k++) test(ring.ids[k] as number);
  };
  for (let round = 0; round < BARE; round++) {
    const kept = hidden.slice();
    for (let v = 0; v < vertices; v++) around(v, (w) => void (hidden[w] || (kept[v] = 0)));
    hidden = kept;
  }
  let depth = Float32Array.from(hidden, (on) => on * DEEP);
  for (let round = 0; round < EVENED; round++) {
    const even = new Float32Array(vertices);
    for (let v = 0; v < vertices; v++) {
      let [sum, count] = [depth[v] as number, 1];
      around(v, (w) => void ((sum += depth[w] as number), count++));
      even[v] = hidden[v] ? sum / count : 0;
    }
    depth = even;
  }
  return depth;
}
