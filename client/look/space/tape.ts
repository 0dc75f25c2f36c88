// The tape measure: girth of a plane section as a tape pulled tight round it, with its derivative.
// The twin of frontrow.body.tape.

export type Point = readonly [number, number, number];

/** What moves a measure: d(measure) = sum(vectors * d(position of ids)). */
export interface Pull {
  readonly ids: ArrayLike<number>;
  readonly vectors: ArrayLike<number>; // (ids.length * 3)
}

export interface Girth extends Pull {
  readonly length: number; // metres
  readonly slide: number; // what moving the plane along its normal adds
}

/** Thrown where the plane meets too few edges. */
export class NoSection extends Error {
  override name = 'NoSection';
}

/** Each edge of some triangles once: two vertices an edge. */
export function edgesOf(triangles: ArrayLike<number>): Uint16Array {
  const seen = new Set<number>();
  for (let k = 0; k < triangles.length; k++) {
    const [a, b] = [triangles[k] as number, triangles[k % 3 === 2 ? k - 2 : k + 1] as number];
    seen.add(Math.min(a, b) * 65536 + Math.max(a, b));
  }
  const out = new Uint16Array(2 * seen.size);
  [...seen].sort((a, b) => a - b).forEach((key, i) => out.set([Math.floor(key / 65536), key % 65536], 2 * i));
  return out;
}

/** Perimeter of the convex hull where a plane cuts `edges` of the positions p (n * 3): what a tape does over a hollow. */
export function girth(p: ArrayLike<number>, edges: Uint16Array, origin: Point, normal: Point): Girth {
  const [nx, ny, nz] = normal;
  const level = origin[0] * nx + origin[1] * ny + origin[2] * nz;
  const side = (v: number): number =>
    (p[3 * v] as number) * nx + (p[3 * v + 1] as number) * ny + (p[3 * v + 2] as number) * nz - level;
  const cuts: { a: number; b: number; t: number; q: Point }[] = [];
  for (let e = 0; e < edges.length; e += 2) {
    const [a, b] = [edges[e] as number, edges[e + 1] as number];
    const [da, db] = [side(a), side(b)];
    if (da * db >= 0) continue;
    const t = da / (da - db);
    const at = (axis: number): number =>
      (p[3 * a + axis] as number) + t * ((p[3 * b + axis] as number) - (p[3 * a + axis] as number));
    cuts.push({ a, b, t, q: [at(0), at(1), at(2)] });
  }
  if (cuts.length < 6) throw new NoSection();
  const across: Point = Math.abs(nx) < 0.8 ? [0, -nz, ny] : [nz, 0, -nx]; // normal turned off the x or the y axis
  const size = Math.hypot(...across);
  const u: Point = [-across[0] / size, -across[1] / size, -across[2] / size];
  const w: Point = [ny * u[2] - nz * u[1], nz * u[0] - nx * u[2], nx * u[1] - ny * u[0]];
  const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const corners = hull(cuts.map(({ q }) => [dot(q, u), dot(q, w)] as const)).map((i) => cuts[i]!);
  const count = corners.length;
  const along = corners.map(({ q }, i) => {
    const next = corners[(i + 1) % count]!.q;
    return [next[0] - q[0], next[1] - q[1], next[2] - q[2]] as [number, number, number];
  });
  const lengths = along.map((d) => Math.hypot(...d));
  along.forEach((d, i) => {
    for (let axis = 0; axis < 3; axis++) d[axis] = d[axis]! / lengths[i]!;
  });
  const ids = new Uint16Array(2 * count);
  const vectors = new Float64Array(6 * count);
  let slide = 0;
  corners.forEach(({ a, b, t }, i) => {
    const [before, after] = [along[(i + count - 1) % count]!, along[i]!];
    const pull: Point = [before[0] - after[0], before[1] - after[1], before[2] - after[2]];
    const edge: Point = [0, 1, 2].map((axis) => (p[3 * b + axis] as number) - (p[3 * a + axis] as number)) as never;
    const slip = dot(pull, edge) / dot(edge, normal);
    slide += slip;
    ids[i] = a;
    ids[count + i] = b;
    for (let axis = 0; axis < 3; axis++) {
      const flat = pull[axis]! - slip * normal[axis]!;
      vectors[3 * i + axis] = flat * (1 - t);
      vectors[3 * (count + i) + axis] = flat * t;
    }
  });
  return { length: lengths.reduce((a, b) => a + b, 0), ids, vectors, slide };
}

/** The corners of the convex hull of points in a plane, in order round it (Andrew 1979, monotone chain). */
export function hull(points: readonly (readonly [number, number])[]): number[] {
  const order = points.map((_, i) => i).sort((i, j) => points[i]![0] - points[j]![0] || points[i]![1] - points[j]![1]);
  const half = (ids: readonly number[]): number[] => {
    const chain: number[] = [];
    for (const i of ids) {
      while (chain.length > 1 && turn(points[chain.at(-2)!]!, points[chain.at(-1)!]!, points[i]!) <= 0) chain.pop();
      chain.push(i);
    }
    return chain.slice(0, -1);
  };
  return [...half(order), ...half(order.toReversed())];
}

const turn = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
