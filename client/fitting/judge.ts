// What would be seen of a garment that was carried from one body to another: skin beside its sleeve, a shirt through its coat.

import type { Surface } from '../look/space/correct';
import { normals } from '../look/space/mesh';
import type { Cloth } from './body.worker';
import { Cells } from './cells';

const BEFORE = 0.12; // metres in front of the skin within which cloth belongs to it
const BEHIND = 0.03;
const BESIDE = 0.02; // as far as corners and middles of triangles lie apart
const THROUGH = 0.006; // metres that cloth must lie behind skin, or an inner garment outside an outer one, to be seen
const APART = 0.002; // metres between two garments of which it is known which is the outer one
const [SKIN, LAYERS] = [0.04, 0.02]; // shares that may be wrong
const EACH = 2; // of so many vertices one is looked at
const CELL = 0.04;

/** Shares, 0 to 1. */
export interface Seen {
  readonly skin: number; // of the skin under cloth on the one body: what is outside it, or bare, on the other
  readonly layers: number; // of the skin under two garments: where the inner one lies outside the outer one now
}

/** Whether so little of it is wrong that she can be shown in it. */
export const passes = ({ skin, layers }: Seen): boolean => skin < SKIN && layers < LAYERS;

/** What went wrong between `from`, as garments hang on one standing skin, and `to`, the same garments on another. */
export function seen(
  from: { readonly skin: Float32Array; readonly cloths: readonly Cloth[] },
  to: { readonly skin: Float32Array; readonly cloths: readonly Cloth[] },
  surface: Surface,
): Seen {
  const [before, after] = [from, to].map(({ skin, cloths }) => cloths.map((cloth) => heights(skin, cloth, surface))) as [Float32Array[], Float32Array[]];
  let [under, out, both, swapped] = [0, 0, 0, 0];
  for (let v = 0; v < surface.vertices; v += EACH) {
    if (before.some((height) => (height[v] as number) > 0)) {
      under++;
      if (!after.some((height) => (height[v] as number) > -THROUGH)) out++;
    }
    for (let a = 0; a < before.length; a++) {
      for (let b = a + 1; b < before.length; b++) {
        const lies = (all: readonly Float32Array[]): number => (all[a]?.[v] as number) - (all[b]?.[v] as number);
        const [was, is] = [lies(before), lies(after)];
        if (!(Math.abs(was) > APART) || Number.isNaN(is)) continue; // also where one of them is not
        both++;
        if (Math.sign(was) !== Math.sign(is) && Math.abs(is) > THROUGH) swapped++;
      }
    }
  }
  return { skin: under ? out / under : 0, layers: both ? swapped / both : 0 };
}

/** (nb) metres that a cloth lies in front of each vertex of a standing skin, where it is nearest; NaN for none. */
function heights(skin: Float32Array, { cloth, triangles }: Cloth, surface: Surface): Float32Array {
  const normal = new Float64Array(3 * surface.vertices);
  normals(skin, surface.triangles, normal);
  const cells = new Cells(CELL);
  for (let i = 0; i < cloth.length; i += 3) cells.put(cloth[i] as number, cloth[i + 1] as number, cloth[i + 2] as number);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => 3 * (triangles[t + corner] as number)) as [number, number, number];
    const middle = (axis: number): number => ((cloth[a + axis] as number) + (cloth[b + axis] as number) + (cloth[c + axis] as number)) / 3;
    cells.put(middle(0), middle(1), middle(2));
  }
  const found = new Float32Array(surface.vertices).fill(Number.NaN);
  const tried = new Set<number>();
  for (let v = 0; v < surface.vertices; v += EACH) {
    const [x, y, z] = [skin[3 * v] as number, skin[3 * v + 1] as number, skin[3 * v + 2] as number];
    const [nx, ny, nz] = [normal[3 * v] as number, normal[3 * v + 1] as number, normal[3 * v + 2] as number];
    let best = Infinity;
    tried.clear();
    // along the normal, cell by cell with their neighbours
    for (let along = -BEHIND; along <= BEFORE && along - BESIDE - CELL < Math.sqrt(best); along += CELL / 2) {
      cells.near(x + along * nx, y + along * ny, z + along * nz, (points, at) => {
        if (tried.has(at)) return false;
        tried.add(at);
        for (let i = 0; i < points.length; i += 3) {
          const [dx, dy, dz] = [(points[i] as number) - x, (points[i + 1] as number) - y, (points[i + 2] as number) - z];
          const out = dx * nx + dy * ny + dz * nz;
          const square = dx * dx + dy * dy + dz * dz;
          if (square >= best || out < -BEHIND || out > BEFORE || square - out * out > BESIDE * BESIDE) continue;
          best = square;
          found[v] = out;
        }
        return false;
      });
    }
  }
  return found;
}
