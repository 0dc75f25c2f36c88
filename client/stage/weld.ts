/** The topology of a garment whose vertices are doubled along its seams: pure arrays in, pure arrays out. */

export interface Welded {
  /** For each vertex, the vertex that stands for all those at the same place. */
  readonly leader: Uint32Array;
  /** For each vertex, where its triangles begin in `pairs` and how many there are. */
  readonly start: Uint32Array;
  readonly count: Uint32Array;
  /** For each triangle at a vertex, its two other corners in the order of its winding. */
  readonly pairs: Uint16Array;
  /** 1 on the open edges of the cloth (hems, necklines), 1 on the seams; else 0. */
  readonly hem: Uint8Array;
  readonly seam: Uint8Array;
}

/** Vertices at the same place (to 1/100 mm) have the first of them as leader. `positions`: (n, 3), metres. */
export function leadersByPlace(positions: ArrayLike<number>): Uint32Array {
  const first = new Map<string, number>();
  return Uint32Array.from({ length: positions.length / 3 }, (_, i) => {
    const key = [0, 1, 2].map((axis) => Math.round((positions[3 * i + axis] as number) * 1e5)).join();
    const found = first.get(key);
    if (found === undefined) first.set(key, i);
    return found ?? i;
  });
}

/** The topology of triangles `index` over vertices of which those with the same `leader` are one. */
export function weld(leader: Uint32Array, index: ArrayLike<number>): Welded {
  const n = leader.length;
  const seam = new Uint8Array(n);
  for (let i = 0; i < n; i++) if (leader[i] !== i) seam[i] = seam[leader[i] as number] = 1;
  const lead = (corner: number): number => leader[index[corner] as number] as number;
  const own = new Uint32Array(n);
  const sides = new Map<number, number>();
  for (let c = 0; c < index.length; c++) {
    own[lead(c)] = (own[lead(c)] as number) + 1;
    const a = lead(c);
    const b = lead(c % 3 === 2 ? c - 2 : c + 1);
    const side = Math.min(a, b) * n + Math.max(a, b);
    sides.set(side, (sides.get(side) ?? 0) + 1);
  }
  const offset = new Uint32Array(n + 1);
  for (let i = 0; i < n; i++) offset[i + 1] = (offset[i] as number) + (own[i] as number);
  const fill = offset.slice(0, n);
  const pairs = new Uint16Array(2 * index.length);
  for (let c = 0; c < index.length; c++) {
    const base = c - (c % 3);
    const at = fill[lead(c)] as number;
    fill[lead(c)] = at + 1;
    pairs[2 * at] = lead(base + ((c + 1) % 3));
    pairs[2 * at + 1] = lead(base + ((c + 2) % 3));
  }
  const hemOf = new Uint8Array(n);
  for (const [side, times] of sides) if (times === 1) hemOf[Math.floor(side / n)] = hemOf[side % n] = 1;
  const start = new Uint32Array(n);
  const count = new Uint32Array(n);
  const hem = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const l = leader[i] as number;
    start[i] = offset[l] as number;
    count[i] = own[l] as number;
    hem[i] = hemOf[l] as number;
    seam[i] = seam[l] as number;
  }
  return { leader, start, count, pairs, hem, seam };
}

/** Distance along the cloth to the nearest marked vertex, metres, at most `reach` (relaxed along edges). */
export function distanceTo(
  marked: Uint8Array,
  positions: ArrayLike<number>,
  index: ArrayLike<number>,
  leader: Uint32Array,
  reach: number,
): Float32Array {
  const distance = Float32Array.from(marked, (m) => (m ? 0 : reach));
  const length = (a: number, b: number): number =>
    Math.hypot(...[0, 1, 2].map((axis) => (positions[3 * a + axis] as number) - (positions[3 * b + axis] as number)));
  for (let changed = true; changed;) {
    changed = false;
    for (let c = 0; c < index.length; c++) {
      const a = leader[index[c] as number] as number;
      const b = leader[index[c % 3 === 2 ? c - 2 : c + 1] as number] as number;
      const step = length(a, b);
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const)
        if ((distance[from] as number) + step < (distance[to] as number) - 1e-6) {
          distance[to] = (distance[from] as number) + step;
          changed = true;
        }
    }
  }
  return distance.map((_, i) => distance[leader[i] as number] as number);
}
