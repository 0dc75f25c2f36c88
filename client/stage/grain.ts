/**
 * The direction of the weft at every vertex, as glTF tangents (n, 4): averaged over the panel's triangles at that vertex, so that
 * the sheen of satin runs on without facets. `positions`: (n, 3) metres; `uv`: (n, 2) metres on the flat pattern.
 */
export function weftTangents(positions: ArrayLike<number>, uv: ArrayLike<number>, index: ArrayLike<number>): Float32Array {
  const n = positions.length / 3;
  const sum = new Float32Array(3 * n);
  const turn = new Float32Array(n);
  for (let t = 0; t < index.length; t += 3) {
    const corners = [index[t] as number, index[t + 1] as number, index[t + 2] as number] as const;
    const [a, b, c] = corners;
    const edge = (from: number, to: number, axis: number): number =>
      (positions[3 * to + axis] as number) - (positions[3 * from + axis] as number);
    const flat = (from: number, to: number, axis: number): number =>
      (uv[2 * to + axis] as number) - (uv[2 * from + axis] as number);
    const [du1, dv1, du2, dv2] = [flat(a, b, 0), flat(a, b, 1), flat(a, c, 0), flat(a, c, 1)];
    const area = du1 * dv2 - du2 * dv1;
    for (const corner of corners) {
      for (let axis = 0; axis < 3; axis++)
        sum[3 * corner + axis] =
          (sum[3 * corner + axis] as number) + (edge(a, b, axis) * dv2 - edge(a, c, axis) * dv1) * Math.sign(area);
      turn[corner] = (turn[corner] as number) + area;
    }
  }
  const out = new Float32Array(4 * n);
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [sum[3 * i] as number, sum[3 * i + 1] as number, sum[3 * i + 2] as number];
    const length = Math.hypot(x, y, z);
    out.set(length > 0 ? [x / length, y / length, z / length] : [1, 0, 0], 4 * i);
    out[4 * i + 3] = (turn[i] as number) < 0 ? -1 : 1;
  }
  return out;
}
