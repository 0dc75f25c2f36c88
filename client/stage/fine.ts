import type { Welded } from './weld';

/**
 * A garment with every triangle cut into four, for those who stand a hand's breadth away: outlines and hems are curves then, not
 * chains of facets. Where the new vertices are, the card works out from the old ones frame by frame (`passes.ts`).
 */
export interface Fine {
  /** How many vertices there are; the first n are the old ones. */
  readonly count: number;
  /** For each vertex the two old ones between which it lies, then their neighbours along an open edge; elsewhere these are alike. */
  readonly sources: Uint16Array;
  readonly leader: Uint32Array;
  readonly index: Uint32Array;
}

/** The most vertices that sixteen bits can tell apart. */
const MOST = 65536;

/** Cuts triangles `index` over welded vertices; null when that would be too many. */
export function fineOf({ leader, start, count, pairs, hem }: Welded, index: ArrayLike<number>): Fine | null {
  const n = leader.length;
  const follows = (a: number, b: number): boolean => {
    const last = (start[a] as number) + (count[a] as number);
    for (let at = start[a] as number; at < last; at++) if (pairs[2 * at] === b) return true;
    return false;
  };
  const open = (a: number, b: number): boolean => !!hem[a] && !!hem[b] && (!follows(a, b) || !follows(b, a));
  const next = new Int32Array(n).fill(-1);
  const previous = new Int32Array(n).fill(-1);
  const middles = new Map<number, number>();
  const leaders = new Map<number, number>();
  const sources: number[] = [];
  const led: number[] = [];
  for (let i = 0; i < n; i++) {
    sources.push(i, i, i, i);
    led.push(leader[i] as number);
  }
  const edges: number[] = []; // open ones, by the number of their middle, to be given neighbours when all are known
  const middle = (a: number, b: number): number => {
    const known = middles.get(a < b ? a * MOST + b : b * MOST + a);
    if (known !== undefined) return known;
    const made = led.length;
    middles.set(a < b ? a * MOST + b : b * MOST + a, made);
    const [p, q] = [leader[a] as number, leader[b] as number];
    const place = p < q ? p * MOST + q : q * MOST + p;
    led.push(leaders.get(place) ?? made);
    if (!leaders.has(place)) leaders.set(place, made);
    sources.push(p, q, p, p);
    if (open(p, q)) {
      const [from, to] = follows(p, q) ? [p, q] : [q, p];
      next[from] = to;
      previous[to] = from;
      edges.push(made);
    }
    return made;
  };
  const cut: number[] = [];
  for (let t = 0; t < index.length; t += 3) {
    const [a, b, c] = [index[t] as number, index[t + 1] as number, index[t + 2] as number];
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
    cut.push(a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca);
  }
  if (led.length >= MOST) return null;
  for (const made of edges) {
    const [p, q] = [sources[4 * made] as number, sources[4 * made + 1] as number];
    const [from, to] = next[p] === q ? [p, q] : [q, p];
    const [before, after] = [previous[from] as number, next[to] as number];
    sources.splice(4 * made, 4, from, to, before < 0 ? from : before, after < 0 ? to : after);
  }
  return { count: led.length, sources: Uint16Array.from(sources), leader: Uint32Array.from(led), index: Uint32Array.from(cut) };
}

/** Vertex values (n, width) on the finer mesh: between two vertices, what is halfway. */
export function halfway(values: Float32Array, width: number, { count, index }: Fine, coarse: ArrayLike<number>): Float32Array {
  const out = new Float32Array(width * count);
  out.set(values);
  // a middle belongs to one side of a seam: its ends are those of the triangle that it was cut from
  for (let t = 0; t < coarse.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const at = index[4 * t + [1, 5, 2][k]!] as number;
      const [a, b] = [coarse[t + k] as number, coarse[t + ((k + 1) % 3)] as number];
      for (let c = 0; c < width; c++) out[width * at + c] = ((values[width * a + c] as number) + (values[width * b + c] as number)) / 2;
    }
  return out;
}
