// Garments over one another. The twin of frontrow.look.space.layers, where it is explained.

import { Corrector } from './correct';
import { NONE } from './file';
import type { Space, Trust } from './space';

const GAP = 0.0025;
const REACH = 0.03;

export interface Drape {
  readonly positions: Float64Array;
  readonly trust: Trust;
}

/** The drapes of garments given from the skin outwards on a standing body, in their order. */
export function layered(spaces: readonly Space[], body: ArrayLike<number>): Drape[] {
  const out: Drape[] = [];
  for (const space of spaces) {
    const drape = space.drape(body);
    out.forEach(({ positions }, k) => {
      const inner = (spaces[k] as Space).surface;
      const corrector = new Corrector(space.surface.ring, inner, 1, GAP, REACH);
      corrector.correct(drape.positions, nearest(drape.positions, positions), positions);
    });
    out.push(drape);
  }
  return out;
}

/** For each point the nearest of the points beneath within reach, or NONE. */
function nearest(x: Float64Array, beneath: Float64Array): Uint16Array {
  const cells = new Map<number, number[]>();
  const cell = (value: number): number => Math.floor(value / REACH) + 512;
  const key = (a: number, b: number, c: number): number => (a * 1024 + b) * 1024 + c;
  for (let j = 0; j < beneath.length; j += 3) {
    const k = key(cell(beneath[j]), cell(beneath[j + 1]), cell(beneath[j + 2]));
    const there = cells.get(k);
    if (there) there.push(j);
    else cells.set(k, [j]);
  }
  const out = new Uint16Array(x.length / 3);
  for (let i = 0; i < x.length; i += 3) {
    let best = REACH * REACH;
    let found = NONE;
    const [a, b, c] = [cell(x[i]), cell(x[i + 1]), cell(x[i + 2])];
    for (let da = a - 1; da <= a + 1; da++) {
      for (let db = b - 1; db <= b + 1; db++) {
        for (let dc = c - 1; dc <= c + 1; dc++) {
          for (const j of cells.get(key(da, db, dc)) ?? []) {
            const dx = x[i] - beneath[j];
            const dy = x[i + 1] - beneath[j + 1];
            const dz = x[i + 2] - beneath[j + 2];
            const d = dx * dx + dy * dy + dz * dz;
            if (d < best) [best, found] = [d, j / 3];
          }
        }
      }
    }
    out[i / 3] = found;
  }
  return out;
}
