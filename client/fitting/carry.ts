// A garment that hangs on one standing body, put on another: the cloth goes where the skin beneath it goes.

import { Corrector, DEEP, LEAST, type Surface } from '../look/space/correct';
import { NONE } from '../look/space/file';
import { rings } from '../look/space/mesh';
import { leadersByPlace } from '../stage/weld';
import type { Cloth } from './body.worker';

const FOLLOWED = 12; // vertices of the skin that a point follows
const SOFT = 0.03; // metres: how little those nearest count for more than the others
const EVENED = 12; // rounds in which neighbours share what they are moved by
const [STRETCHED, TORN] = [0.15, 0.05]; // so much longer may so great a share of the edges be
const STUCK = 0.002; // share of points that may still be on their way out of the body
const CELL = 0.05;

export interface Moved {
  readonly cloth: Float32Array; // (n * 3) metres, on the other body and clear of its skin
  /** Whether it can pass for a drape: its edges are about as long as they were, and none of it is inside the body. */
  readonly trusted: boolean;
}

/** A garment on the other body. */
export function carried({ cloth, triangles }: Cloth, from: Float32Array, to: Float32Array, skin: Surface): Moved {
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
  const stuck = new Corrector(ring, skin, 1, LEAST, DEEP).correct(x, starts, to);
  const out = new Float32Array(cloth.length);
  for (let v = 0; v < leader.length; v++) {
    const i = place[leader[v] as number] as number;
    for (let axis = 0; axis < 3; axis++) out[3 * v + axis] = x[3 * i + axis] as number;
  }
  return { cloth: out, trusted: stuck <= STUCK * n && torn(cloth, out, triangles) < TORN };
}

/** The share of edges that are more than STRETCHED longer than they were. */
function torn(before: Float32Array, after: Float32Array, triangles: Uint32Array): number {
  const length = (x: Float32Array, a: number, b: number): number =>
    Math.hypot((x[a] as number) - (x[b] as number), (x[a + 1] as number) - (x[b + 1] as number), (x[a + 2] as number) - (x[b + 2] as number));
  let count = 0;
  for (let k = 0; k < triangles.length; k++) {
    const [a, b] = [3 * (triangles[k] as number), 3 * (triangles[k % 3 === 2 ? k - 2 : k + 1] as number)];
    if (length(after, a, b) > (1 + STRETCHED) * length(before, a, b)) count++;
  }
  return count / triangles.length;
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
