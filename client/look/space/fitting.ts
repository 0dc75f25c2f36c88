// The most likely adult with the given measures. The twin of frontrow.body.fitting, where it is explained.

import type { Wearer } from './figure';
import type { Mannequin, Sex } from './mannequin';
import { type Measure, MEASURES, positions, type Tapes } from './tapes';

/** What a wearer knows: metres, kilograms, years; what is left out is left to what is likely. */
export type Known = Readonly<{ sex: Sex; age?: number; muscle?: number } & Partial<Record<Measure, number>>>;

/** The smallest and the largest adult measure, metres and kilograms; the shape model knows no children. */
export const LIMITS: Readonly<Record<Measure, readonly [number, number]>> = {
  height: [1.4, 2.15],
  bust: [0.68, 1.7],
  waist: [0.5, 1.7],
  hips: [0.7, 1.75],
  weight: [35, 230],
  inseam: [0.6, 1.05],
  underbust: [0.58, 1.5],
  thigh: [0.38, 0.95],
  neck: [0.26, 0.56],
  upper_arm: [0.19, 0.58],
  shoulder: [0.3, 0.54],
  arm_length: [0.45, 0.75],
  back_length: [0.32, 0.56],
};

export interface Fitted extends Wearer {
  /** Metres and kilograms; the heights of nape and waist are above the bare sole. */
  readonly measures: Readonly<Record<Measure | 'nape_height' | 'waist_height', number>>;
}

/** Thrown where no adult has such measures: `outside` names one beyond its limits, `together` those that do not go together. */
export class Unlikely extends Error {
  override name = 'Unlikely';
  constructor(
    readonly why: 'outside' | 'together',
    readonly measures: readonly Measure[],
  ) {
    super(`${why}: ${measures.join(', ')}`);
  }
}

const TIGHT: Partial<Record<Measure, number>> = { height: 0.001, weight: 0.3, bust: 0.001, waist: 0.001, hips: 0.001 };
const LOOSE = 0.002;
const WITHIN = 0.005;
const STEPS = 14;

/** The likeliest adult with these measures, within 5 mm and 1 kg. Throws `Unlikely` when there is none. */
export function fitted(m: Mannequin, tapes: Tapes, known: Known): Fitted {
  const coefficients = likeliest(m, tapes, known);
  const p = positions(m, coefficients);
  const y = (point: number): number => (p[3 * point + 1] as number) - (p[3 * (m.points - 1) + 1] as number);
  const measures = {
    ...tapes.read(p, coefficients),
    nape_height: y(m.landmarks.nape as number),
    waist_height: m.waist.reduce((sum, v) => sum + y(v), 0) / m.waist.length,
  };
  return { coefficients, measures, thigh: measures.thigh, hips: measures.hips, upperArm: measures.upper_arm };
}

function likeliest(m: Mannequin, tapes: Tapes, known: Known): Float64Array {
  const names = MEASURES.filter((name) => known[name] !== undefined);
  const outside = names.filter((name) => !(known[name]! >= LIMITS[name][0] && known[name]! <= LIMITS[name][1]));
  if (outside.length) throw new Unlikely('outside', outside);
  const { regression, spread } = m.prior[known.sex];
  const { size } = m;
  const given = [1, ((known.age ?? 30) - 45) / 20, (known.muscle ?? 0.5) - 0.5];
  const centre = Float64Array.from({ length: size }, (_, k) => given.reduce((sum, g, i) => sum + g * regression[i * size + k]!, 0));
  const at = (x: Float64Array): Float64Array =>
    centre.map((c, k) => {
      let sum = c;
      for (let j = 0; j <= k; j++) sum += spread[k * size + j]! * x[j]!;
      return sum;
    });
  const wanted = names.map((name) => known[name]!);
  const sigma = names.map((name) => TIGHT[name] ?? LOOSE);
  const q = names.length;
  const x = new Float64Array(size);
  for (let step = 0; step < STEPS; step++) {
    const { values, rows } = tapes.jacobian(at(x), names);
    const a = new Float64Array(q * size); // slopes in units of tolerance, on whitened coefficients
    for (let i = 0; i < q; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = j; k < size; k++) sum += rows[i * size + k]! * spread[k * size + j]!;
        a[i * size + j] = sum / sigma[i]!;
      }
    }
    const row = (i: number, v: Float64Array): number => {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += a[i * size + k]! * v[k]!;
      return sum;
    };
    const gram = names.map((_, i) => names.map((_, j) => row(i, a.subarray(j * size, (j + 1) * size)) + (i === j ? 1 : 0)));
    const lack = names.map((_, i) => row(i, x) - (values[i]! - wanted[i]!) / sigma[i]!);
    const pull = solved(gram, lack);
    const move = x.map((old, k) => pull.reduce((sum, f, i) => sum + a[i * size + k]! * f, 0) - old);
    const length = Math.hypot(...move);
    const pace = Math.min(1, 3 / Math.max(1e-9, length));
    for (let k = 0; k < size; k++) x[k] += pace * move[k]!;
    if (pace === 1 && names.every((_, i) => Math.abs(row(i, move)) < 0.02)) return at(x);
  }
  const { values } = tapes.jacobian(at(x), names);
  const missed = names.filter((name, i) => Math.abs(values[i]! - wanted[i]!) > (name === 'weight' ? 1 : WITHIN));
  if (missed.length) throw new Unlikely('together', missed);
  return at(x);
}

/** Solves a small symmetric positive system by elimination; it needs no pivots. */
function solved(matrix: number[][], right: number[]): number[] {
  const a = matrix.map((row, i) => [...row, right[i]!]);
  const n = a.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const f = a[j]![i]! / a[i]![i]!;
      for (let k = i; k <= n; k++) a[j]![k]! -= f * a[i]![k]!;
    }
  }
  const out = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = a[i]![n]!;
    for (let k = i + 1; k < n; k++) sum -= a[i]![k]! * out[k]!;
    out[i] = sum / a[i]![i]!;
  }
  return out;
}
