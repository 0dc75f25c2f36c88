// How far skin steps back beneath cloth, so that it does not show through where cloth lies close on it.

import type { Surface } from '../look/space/correct';
import { normals } from '../look/space/mesh';
import type { Cloth } from './body.worker';
import { Cells } from './cells';

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
  const cells = new Cells(CELL);
  for (const { cloth, triangles: corners } of cloths) {
    const at = (corner: number): [number, number, number] => [0, 1, 2].map((axis) => cloth[3 * (corners[corner] as number) + axis] as number) as never;
    for (let i = 0; i < cloth.length; i += 3) cells.put(cloth[i] as number, cloth[i + 1] as number, cloth[i + 2] as number);
    for (let t = 0; t < corners.length; t += 3) {
      const [a, b, c] = [at(t), at(t + 1), at(t + 2)];
      for (const [p, q, r] of [[1, 1, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]] as const) {
        const mean = (axis: 0 | 1 | 2): number => (p * a[axis] + q * b[axis] + r * c[axis]) / (p + q + r);
        cells.put(mean(0), mean(1), mean(2));
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
    cells.near(skin[3 * v] as number, skin[3 * v + 1] as number, skin[3 * v + 2] as number, (points) => {
      if (hides(points, v)) hidden[v] = 1;
      return hidden[v] === 1;
    });
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
