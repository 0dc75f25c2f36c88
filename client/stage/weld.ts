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
  const n = positions.length / 3;
  const cells = Int32Array.from({ length: 3 * n }, (_, i) => Math.round((positions[i] as number) * 1e5));
  const leader = new Uint32Array(n);
  const next = new Int32Array(n).fill(-1); // others whose places have the same hash
  const first = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [cells[3 * i] as number, cells[3 * i + 1] as number, cells[3 * i + 2] as number];
    const hash = Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(z, 83492791);
    let j = first.get(hash) ?? -1;
    while (j >= 0 && (cells[3 * j] !== x || cells[3 * j + 1] !== y || cells[3 * j + 2] !== z)) j = next[j] as number;
    leader[i] = j < 0 ? i : j;
    if (j >= 0) continue;
    next[i] = first.get(hash) ?? -1;
    first.set(hash, i);
  }
  return leader;
}

/** The topology of triangles `index` over vertices of which those with the same `leader` are one. */
export function weld(leader: Uint32Array, index: ArrayLike<number>): Welded {
  const n = leader.length;
  const length = index.length;
  const seam = new Uint8Array(n);
  for (let i = 0; i < n; i++) if (leader[i] !== i) seam[i] = seam[leader[i] as number] = 1;
  const corner = new Uint32Array(length);
  const offset = new Uint32Array(n + 1);
  for (let c = 0; c < length; c++) {
    const lead = (corner[c] = leader[index[c] as number] as number);
    offset[lead + 1] = (offset[lead + 1] as number) + 1;
  }
  for (let i = 0; i < n; i++) offset[i + 1] = (offset[i + 1] as number) + (offset[i] as number);
  const fill = offset.slice(0, n);
  const pairs = new Uint16Array(2 * length);
  for (let c = 0; c < length; c++) {
    const base = c - (c % 3);
    const lead = corner[c] as number;
    const at = (fill[lead] = (fill[lead] as number) + 1) - 1;
    pairs[2 * at] = corner[base + ((c + 1) % 3)] as number;
    pairs[2 * at + 1] = corner[base + ((c + 2) % 3)] as number;
  }
  const open = new Uint8Array(n);
  for (let a = 0; a < n; a++)
    for (let at = offset[a] as number; at < (offset[a + 1] as number); at++) {
      const b = pairs[2 * at] as number;
      if (!follows(pairs, offset, b, a)) open[a] = open[b] = 1;
    }
  const start = new Uint32Array(n);
  const count = new Uint32Array(n);
  const hem = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const l = leader[i] as number;
    start[i] = offset[l] as number;
    count[i] = (offset[l + 1] as number) - (offset[l] as number);
    hem[i] = open[l] as number;
    seam[i] = seam[l] as number;
  }
  return { leader, start, count, pairs, hem, seam };
}

/** Whether a triangle has the side from `a` to `b`. */
function follows(pairs: Uint16Array, offset: Uint32Array, a: number, b: number): boolean {
  for (let at = offset[a] as number; at < (offset[a + 1] as number); at++) if (pairs[2 * at] === b) return true;
  return false;
}

/**
 * Distance to the nearest line of marked vertices, metres, at most `reach`: along the edges of the mesh to its nearest vertex,
 * then straight to the line through that, so that stitches run even where the mesh does not.
 */
export function distanceTo(
  marked: Uint8Array,
  positions: ArrayLike<number>,
  { leader, start, count, pairs }: Welded,
  reach: number,
): Float32Array {
  const n = leader.length;
  const distance = new Float32Array(n).fill(reach);
  const source = Uint32Array.from(leader);
  let front: number[] = [];
  for (let i = 0; i < n; i++)
    if (marked[i]) {
      distance[i] = 0;
      if (leader[i] === i) front.push(i);
    }
  const queued = new Uint8Array(n);
  while (front.length) {
    const after: number[] = [];
    for (const a of front) {
      queued[a] = 0;
      const last = 2 * ((start[a] as number) + (count[a] as number));
      for (let at = 2 * (start[a] as number); at < last; at++) {
        const b = pairs[at] as number;
        const dx = (positions[3 * a] as number) - (positions[3 * b] as number);
        const dy = (positions[3 * a + 1] as number) - (positions[3 * b + 1] as number);
        const dz = (positions[3 * a + 2] as number) - (positions[3 * b + 2] as number);
        const there = (distance[a] as number) + Math.sqrt(dx * dx + dy * dy + dz * dz);
        if (there >= (distance[b] as number) - 1e-6) continue;
        distance[b] = there;
        source[b] = source[a] as number;
        if (!queued[b]) after.push(b);
        queued[b] = 1;
      }
    }
    front = after;
  }
  for (let i = 0; i < n; i++) {
    const s = source[i] as number;
    if (leader[i] !== i || s === i || (distance[i] as number) >= reach) continue;
    const last = 2 * ((start[s] as number) + (count[s] as number));
    for (let at = 2 * (start[s] as number); at < last; at++) {
      const m = pairs[at] as number;
      if (marked[m]) distance[i] = Math.min(distance[i] as number, toSegment(positions, i, s, m));
    }
  }
  for (let i = 0; i < n; i++) distance[i] = distance[leader[i] as number] as number;
  return distance;
}

/** How far point `p` is from the segment between points `a` and `b`. */
function toSegment(positions: ArrayLike<number>, p: number, a: number, b: number): number {
  let along = 0;
  let length = 0;
  for (let axis = 0; axis < 3; axis++) {
    const side = (positions[3 * b + axis] as number) - (positions[3 * a + axis] as number);
    along += side * ((positions[3 * p + axis] as number) - (positions[3 * a + axis] as number));
    length += side * side;
  }
  const t = Math.min(1, Math.max(0, along / Math.max(length, 1e-12)));
  let square = 0;
  for (let axis = 0; axis < 3; axis++) {
    const from = positions[3 * a + axis] as number;
    const off = from + t * ((positions[3 * b + axis] as number) - from) - (positions[3 * p + axis] as number);
    square += off * off;
  }
  return Math.sqrt(square);
}
