// A garment that hangs on one standing body, put on another: the cloth goes where the skin beneath it goes.

import { Corrector, DEEP, LEAST, type Surface } from '../look/space/correct';
import { NONE } from '../look/space/file';
import { rings } from '../look/space/mesh';
import { leadersByPlace } from '../stage/weld';
import type { Carry } from './body.worker';

const FOLLOWED = 12; // vertices of the skin that a point follows
const SOFT = 0.03; // metres: how little those nearest count for more than the others
const EVENED = 12; // rounds in which neighbours share what they are moved by
const CELL = 0.05;

/** Positions (n * 3) metres of the cloth on the other body, clear of its skin. */
export function carried({ cloth, triangles, from, to }: Carry, skin: Surface): Float32Array {
  const leader = leadersByPlace(cloth);
  const points = [...new Set(leader)];
  const place = new Uint32Array(leader.length);
  points.forEach((v, i) => (place[v] = i));
  const n = points.length;
  const welded = Uint16Array.from(triangles, (corner) => place[leader[corner] as number] as number);
  const ring = rings(welded, n);
  const near = nearest(from, FOLLOWED);
  let moved = new Float64Array(3 * n);
  const starts = new Uint16Array(n);
  points.forEach((v, i) => {
    const [x, y, z] = [cloth[3 * v] as number, cloth[3 * v + 1] as number, cloth[3 * v + 2] as number];
    const found = near(x, y, z);
    starts[i] = found[0]?.vertex ?? NONE;
    let total = 0;
    for (const { vertex, square } of found) {
      const share = 1 / (square + SOFT * SOFT) ** 2;
      total += share;
      for (let axis = 0; axis < 3; axis++)
        moved[3 * i + axis] = (moved[3 * i + axis] as number) + share * ((to[3 * vertex + axis] as number) - (from[3 * vertex + axis] as number));
    }
    for (let axis = 0; axis < 3; axis++) moved[3 * i + axis] = (moved[3 * i + axis] as number) / Math.max(total, 1e-12);
  });
  for (let round = 0; round < EVENED; round++) moved = evened(moved, ring);
  const x = new Float64Array(3 * n);
  points.forEach((v, i) => {
    for (let axis = 0; axis < 3; axis++) x[3 * i + axis] = (cloth[3 * v + axis] as number) + (moved[3 * i + axis] as number);
  });
  new Corrector(ring, skin, 1, LEAST, DEEP).correct(x, starts, to);
  const out = new Float32Array(cloth.length);
  for (let v = 0; v < leader.length; v++) {
    const i = place[leader[v] as number] as number;
    for (let axis = 0; axis < 3; axis++) out[3 * v + axis] = x[3 * i + axis] as number;
  }
  return out;
}

function evened(moved: Float64Array, ring: { starts: Int32Array; ids: Int32Array }): Float64Array<ArrayBuffer> {
  const out = new Float64Array(moved.length);
  for (let i = 0; i < ring.starts.length - 1; i++) {
    const [start, end] = [ring.starts[i] as number, ring.starts[i + 1] as number];
    for (let axis = 0; axis < 3; axis++) {
      let sum = moved[3 * i + axis] as number;
      for (let k = start; k < end; k++) sum += moved[3 * (ring.ids[k] as number) + axis] as number;
      out[3 * i + axis] = sum / (1 + end - start);
    }
  }
  return out;
}

interface Near {
  readonly vertex: number;
  readonly square: number; // metres squared
}

/** Finds the `most` vertices of a skin nearest to a place, the nearest first. */
function nearest(skin: Float32Array, most: number): (x: number, y: number, z: number) => Near[] {
  const cells = new Map<number, number[]>();
  const cell = (value: number): number => Math.floor(value / CELL) + 512;
  const key = (a: number, b: number, c: number): number => (a * 1024 + b) * 1024 + c;
  for (let v = 0; v < skin.length / 3; v++) {
    const k = key(cell(skin[3 * v] as number), cell(skin[3 * v + 1] as number), cell(skin[3 * v + 2] as number));
    const there = cells.get(k);
    if (there) there.push(v);
    else cells.set(k, [v]);
  }
  return (x, y, z) => {
    const [a, b, c] = [cell(x), cell(y), cell(z)];
    const found: Near[] = [];
    // shells of cells, until those found are nearer than the next shell can be
    for (let reach = 0; reach < 24; reach++) {
      for (let da = -reach; da <= reach; da++) {
        for (let db = -reach; db <= reach; db++) {
          const edge = Math.abs(da) === reach || Math.abs(db) === reach;
          for (let dc = -reach; dc <= reach; dc += edge || reach === 0 ? 1 : 2 * reach) {
            for (const vertex of cells.get(key(a + da, b + db, c + dc)) ?? []) {
              const square =
                (x - (skin[3 * vertex] as number)) ** 2 + (y - (skin[3 * vertex + 1] as number)) ** 2 + (z - (skin[3 * vertex + 2] as number)) ** 2;
              found.push({ vertex, square });
            }
          }
        }
      }
      if (found.length < most) continue;
      found.sort((one, other) => one.square - other.square);
      found.length = Math.min(found.length, 4 * most);
      if ((found[most - 1] as Near).square <= (reach * CELL) ** 2) break;
    }
    return found.slice(0, most);
  };
}
