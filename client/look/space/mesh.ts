// Neighbourhoods of a triangle mesh in flat arrays: of vertex v, entries starts[v] to starts[v + 1] of ids.

export interface Lists {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
}

/** Triangles round each vertex, in order of their numbers. */
export function fans(triangles: ArrayLike<number>, vertices: number): Lists {
  const starts = new Int32Array(vertices + 1);
  for (let k = 0; k < triangles.length; k++) starts[triangles[k] + 1] = starts[triangles[k] + 1] + 1;
  for (let v = 0; v < vertices; v++) starts[v + 1] += starts[v];
  const next = starts.slice(0, vertices);
  const ids = new Int32Array(triangles.length);
  for (let k = 0; k < triangles.length; k++) {
    const v = triangles[k];
    ids[next[v]] = Math.floor(k / 3);
    next[v] += 1;
  }
  return { starts, ids };
}

/** Neighbours of each vertex, in order of their numbers. */
export function rings(triangles: ArrayLike<number>, vertices: number): Lists {
  const fan = fans(triangles, vertices);
  const starts = new Int32Array(vertices + 1);
  const ids: number[] = [];
  for (let v = 0; v < vertices; v++) {
    const near = new Set<number>();
    for (let s = fan.starts[v]; s < fan.starts[v + 1]; s++) {
      for (let k = 0; k < 3; k++) near.add(triangles[3 * fan.ids[s] + k]);
    }
    near.delete(v);
    ids.push(...[...near].sort((a, b) => a - b));
    starts[v + 1] = ids.length;
  }
  return { starts, ids: Int32Array.from(ids) };
}

/** 1 for each vertex of an edge that has a single triangle. */
export function rims(triangles: ArrayLike<number>, vertices: number): Uint8Array {
  const uses = new Map<number, number>();
  const side = (k: number): number => {
    const [a, b] = [triangles[k], triangles[k % 3 === 2 ? k - 2 : k + 1]];
    return Math.min(a, b) * vertices + Math.max(a, b);
  };
  for (let k = 0; k < triangles.length; k++) uses.set(side(k), (uses.get(side(k)) ?? 0) + 1);
  const out = new Uint8Array(vertices);
  for (const [key, count] of uses) if (count === 1) out[key % vertices] = out[Math.floor(key / vertices)] = 1;
  return out;
}

/** Area-weighted unit normals, written to `out`. */
export function normals(x: ArrayLike<number>, triangles: ArrayLike<number>, out: Float64Array): void {
  out.fill(0);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const ux = x[b] - x[a];
    const uy = x[b + 1] - x[a + 1];
    const uz = x[b + 2] - x[a + 2];
    const vx = x[c] - x[a];
    const vy = x[c + 1] - x[a + 1];
    const vz = x[c + 2] - x[a + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    out[a] += nx;
    out[a + 1] += ny;
    out[a + 2] += nz;
    out[b] += nx;
    out[b + 1] += ny;
    out[b + 2] += nz;
    out[c] += nx;
    out[c + 1] += ny;
    out[c + 2] += nz;
  }
  for (let i = 0; i < out.length; i += 3) {
    const [nx, ny, nz] = [out[i], out[i + 1], out[i + 2]];
    const s = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz + 1e-30);
    out[i] = nx * s;
    out[i + 1] = ny * s;
    out[i + 2] = nz * s;
  }
}
