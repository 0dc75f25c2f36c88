/**
 * The direction of the weft at every vertex, as glTF tangents (n, 4): averaged over the panel's triangles at that vertex, so that
 * the sheen of satin runs on without facets. `positions`: (n, 3) metres; `uv`: (n, 2) metres on the flat pattern.
 */
export function weftTangents(positions: ArrayLike<number>, uv: ArrayLike<number>, index: ArrayLike<number>): Float32Array {
  const n = positions.length / 3;
  const sum = new Float32Array(3 * n);
  const turn = new Float32Array(n);
  for (let t = 0; t < index.length; t += 3) {
    const [a, b, c] = [index[t] as number, index[t + 1] as number, index[t + 2] as number];
    const [u, v] = [uv[2 * a] as number, uv[2 * a + 1] as number];
    const [du1, dv1] = [(uv[2 * b] as number) - u, (uv[2 * b + 1] as number) - v];
    const [du2, dv2] = [(uv[2 * c] as number) - u, (uv[2 * c + 1] as number) - v];
    const area = du1 * dv2 - du2 * dv1;
    const [s1, s2] = area < 0 ? [-dv2, -dv1] : [dv2, dv1];
    for (let axis = 0; axis < 3; axis++) {
      const from = positions[3 * a + axis] as number;
      const along = ((positions[3 * b + axis] as number) - from) * s1 - ((positions[3 * c + axis] as number) - from) * s2;
      for (let k = t; k < t + 3; k++) {
        const at = 3 * (index[k] as number) + axis;
        sum[at] = (sum[at] as number) + along;
      }
    }
    for (let k = t; k < t + 3; k++) turn[index[k] as number] = (turn[index[k] as number] as number) + area;
  }
  const out = new Float32Array(4 * n);
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [sum[3 * i] as number, sum[3 * i + 1] as number, sum[3 * i + 2] as number];
    const length = Math.sqrt(x * x + y * y + z * z);
    out[4 * i] = length > 0 ? x / length : 1;
    out[4 * i + 1] = length > 0 ? y / length : 0;
    out[4 * i + 2] = length > 0 ? z / length : 0;
    out[4 * i + 3] = (turn[i] as number) < 0 ? -1 : 1;
  }
  return out;
}
