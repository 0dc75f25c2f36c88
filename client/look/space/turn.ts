// Rotations as nine numbers, row by row.

export type Matrix = Float64Array;

export const IDENTITY: Matrix = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

/** A rotation about the world's x or z axis. */
export function about(axis: 'x' | 'z', degrees: number): Matrix {
  const a = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(a), Math.sin(a)];
  return axis === 'x' ? Float64Array.of(1, 0, 0, 0, c, -s, 0, s, c) : Float64Array.of(c, -s, 0, s, c, 0, 0, 0, 1);
}

/** A rotation about any direction (Rodrigues). */
export function along(direction: readonly [number, number, number], degrees: number): Matrix {
  const length = Math.hypot(...direction);
  const [x, y, z] = [direction[0] / length, direction[1] / length, direction[2] / length];
  const a = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(a), Math.sin(a)];
  const t = 1 - c;
  return Float64Array.of(
    c + x * x * t, x * y * t - z * s, x * z * t + y * s,
    y * x * t + z * s, c + y * y * t, y * z * t - x * s,
    z * x * t - y * s, z * y * t + x * s, c + z * z * t,
  ); // prettier-ignore
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  const out = new Float64Array(9);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      out[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
    }
  }
  return out;
}

export function apply(m: Matrix, x: number, y: number, z: number): [number, number, number] {
  return [
    m[0] * x + m[1] * y + m[2] * z,
    m[3] * x + m[4] * y + m[5] * z,
    m[6] * x + m[7] * y + m[8] * z,
  ];
}

/** The vector that `m` turns into (x, y, z), by Cramer's rule. */
export function solve(m: Matrix, x: number, y: number, z: number): [number, number, number] {
  const [a, b, c, d, e, f, g, h, i] = m as unknown as [number, number, number, number, number, number, number, number, number];
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    (x * (e * i - f * h) - b * (y * i - f * z) + c * (y * h - e * z)) / det,
    (a * (y * i - f * z) - x * (d * i - f * g) + c * (d * z - y * g)) / det,
    (a * (e * z - y * h) - b * (d * z - y * g) + x * (d * h - e * g)) / det,
  ];
}
