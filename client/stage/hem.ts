import type { Welded } from './weld';

/**
 * The turned edge of cloth: along every open edge a rounded rim as thick as the hem, and inside it the allowance, one row of
 * triangles that lies on the wrong side and ends on it. Where its vertices are follows from the cloth's own, frame by frame
 * (`drape.ts`), so nothing of it is in the file.
 */
export interface Hem {
  /** For each vertex of the hem, the vertex of the cloth whose place, light and pattern it has. */
  readonly source: Uint32Array;
  /** What it is: see `MID`, `UNDER`, `INSIDE` and `INNER`. */
  readonly kind: Uint8Array;
  /** The neighbours along the open edge, before and after, of vertices that are on it. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** Triangles over the cloth's vertices (below n) and the hem's (from n on). */
  readonly index: Uint32Array;
}

/** The middle of the rim; its far edge, seen from outside; the same edge, seen from inside; where the allowance ends. */
export const MID = 1;
export const UNDER = 2;
export const INSIDE = 3;
export const INNER = 4;

/** The hem of triangles `index` over welded vertices. */
export function hemOf(welded: Welded, index: ArrayLike<number>): Hem {
  const { leader, start, count, pairs, hem } = welded;
  const n = leader.length;
  const next = new Int32Array(n).fill(-1);
  const previous = new Int32Array(n).fill(-1);
  const source: number[] = [];
  const kind: number[] = [];
  const triangles: number[] = [];
  const made = [0, 1, 2, 3].map(() => new Int32Array(n).fill(-1));
  const vertex = (of: number, what: number): number => {
    const known = made[what - 1] as Int32Array;
    if ((known[of] as number) < 0) {
      known[of] = n + source.length;
      source.push(of);
      kind.push(what);
    }
    return known[of] as number;
  };
  const has = (a: number, b: number): boolean => {
    const last = (start[a] as number) + (count[a] as number);
    for (let at = start[a] as number; at < last; at++) if (pairs[2 * at] === b) return true;
    return false;
  };
  for (let t = 0; t < index.length; t += 3) {
    const corners = [index[t] as number, index[t + 1] as number, index[t + 2] as number] as const;
    if (!hem[corners[0]] && !hem[corners[1]] && !hem[corners[2]]) continue;
    for (const corner of corners) triangles.push(vertex(corner, hem[corner] ? INSIDE : INNER));
    for (let k = 0; k < 3; k++) {
      const a = corners[k] as number;
      const b = corners[(k + 1) % 3] as number;
      if (!hem[a] || !hem[b]) continue;
      const [la, lb] = [leader[a] as number, leader[b] as number];
      if (has(lb, la)) continue; // another triangle is on its other side
      next[la] = lb;
      previous[lb] = la;
      const [ma, mb, ua, ub] = [vertex(a, MID), vertex(b, MID), vertex(a, UNDER), vertex(b, UNDER)];
      triangles.push(b, a, ma, b, ma, mb, mb, ma, ua, mb, ua, ub);
    }
  }
  const beside = (along: Int32Array) =>
    Uint32Array.from(source, (of) => {
      const at = leader[of] as number;
      return (along[at] as number) < 0 ? at : (along[at] as number);
    });
  return {
    source: Uint32Array.from(source),
    kind: Uint8Array.from(kind),
    before: beside(previous),
    after: beside(next),
    index: Uint32Array.from(triangles),
  };
}
