// The measures a body can be fitted to, each with its derivative. The twin of frontrow.body.targets.

import type { Mannequin } from './mannequin';
import { edgesOf, girth, NoSection, type Point, type Pull } from './tape';

/** What a tape reads, in metres; weight in kilograms. */
export const MEASURES = [
  'height', 'weight', 'bust', 'underbust', 'waist', 'hips', 'thigh', 'neck', 'upper_arm', 'shoulder', 'inseam',
  'arm_length', 'back_length',
] as const; // prettier-ignore
export type Measure = (typeof MEASURES)[number];

interface Reading {
  readonly value: number;
  readonly pulls: readonly Pull[];
}

const DENSITY = 980; // kg/m3, anny's figure
const UP: Point = [0, 1, 0];
const HIP_LEVELS = Array.from({ length: 9 }, (_, i) => 0.1 + (0.52 * i) / 8);
const ARM = ['upper_arm', 'upper_arm_twist', 'forearm', 'forearm_twist', 'hand'];

type Girdle = 'bust' | 'underbust' | 'waist' | 'hips' | 'thigh' | 'neck' | 'upper_arm';

/** Reads measures off positions (points * 3) of vertices and joints. */
export class Tapes {
  private readonly edges: Record<Girdle, Uint16Array>;
  private readonly crown: number;
  private readonly sole: number;

  constructor(private readonly m: Mannequin) {
    const { triangles, mean } = m;
    [this.crown, this.sole] = [m.points - 2, m.points - 1];
    const y = (v: number): number => mean[3 * v + 1] as number;
    const arm = this.armShare();
    const pick = (test: (v: number) => boolean): Uint16Array => {
      const out: number[] = [];
      for (let k = 0; k < triangles.length; k += 3) {
        const [a, b, c] = [triangles[k] as number, triangles[k + 1] as number, triangles[k + 2] as number];
        if (test(a) && test(b) && test(c)) out.push(a, b, c);
      }
      return Uint16Array.from(out);
    };
    const body = pick((v) => (arm[v] as number) < 0.5);
    const band = (from: Uint16Array, level: number): Uint16Array => {
      const edges = edgesOf(from);
      const kept: number[] = [];
      for (let e = 0; e < edges.length; e += 2)
        if (Math.abs(y(edges[e] as number) - level) < 0.2) kept.push(edges[e] as number, edges[e + 1] as number);
      return Uint16Array.from(kept);
    };
    const level = (name: string): number => y(m.landmarks[name] as number);
    const waist = m.waist.reduce((sum, v) => sum + y(v), 0) / m.waist.length;
    const crotch = level('crotch');
    const legs = pick((v) => (mean[3 * v] as number) > -1e-6 && y(v) < crotch + 0.03);
    const nape = this.joint('neck2');
    const near = (v: number): boolean =>
      Math.hypot(...[0, 1, 2].map((axis) => (mean[3 * v + axis] as number) - (mean[3 * nape + axis] as number))) < 0.13;
    this.edges = {
      bust: band(body, level('bust_l')),
      underbust: band(body, level('underbust_l')),
      waist: band(body, waist),
      hips: band(body, 0.6 * crotch + 0.4 * waist),
      thigh: band(legs, crotch - 0.025),
      neck: edgesOf(pick((v) => (arm[v] as number) < 0.5 && near(v))),
      upper_arm: edgesOf(pick((v) => (arm[v] as number) > 0.3 && (mean[3 * v] as number) > 0)),
    };
  }

  /** Measures by name of positions p and the coefficients they come from. */
  read(p: ArrayLike<number>, coefficients: ArrayLike<number>, names: readonly Measure[] = MEASURES): Record<Measure, number> {
    const out = {} as Record<Measure, number>;
    for (const name of names) out[name] = this.reading(p, name).value - (name === 'weight' ? this.clothes(coefficients) : 0);
    return out;
  }

  /** Values (q) and derivatives (q * size) with respect to the coefficients of the shape model. */
  jacobian(coefficients: ArrayLike<number>, names: readonly Measure[]): { values: Float64Array; rows: Float64Array } {
    const { size, points, modes, bulk } = this.m;
    const p = positions(this.m, coefficients);
    const values = new Float64Array(names.length);
    const rows = new Float64Array(names.length * size);
    names.forEach((name, q) => {
      const { value, pulls } = this.reading(p, name);
      const heavy = name === 'weight';
      values[q] = value - (heavy ? this.clothes(coefficients) : 0);
      for (let k = 0; k < size; k++) {
        let sum = heavy ? -DENSITY * (bulk[k + 1] as number) : 0;
        const start = 3 * k * points;
        for (const { ids, vectors } of pulls) {
          for (let i = 0; i < ids.length; i++) {
            const at = start + 3 * (ids[i] as number);
            for (let axis = 0; axis < 3; axis++) sum += (vectors[3 * i + axis] as number) * (modes[at + axis] as number);
          }
        }
        rows[q * size + k] = sum;
      }
    });
    return { values, rows };
  }

  private joint(name: string): number {
    return this.m.vertices + this.m.jointNames.indexOf(name);
  }

  private armShare(): Float64Array {
    const taken = this.m.jointNames.map((name) => ARM.includes(name.replace(/\.[LR]$/, '')));
    return Float64Array.from({ length: this.m.vertices }, (_, v) => {
      let total = 0;
      for (let k = 4 * v; k < 4 * v + 4; k++) if (taken[this.m.jointIndices[k] as number]) total += this.m.jointWeights[k] as number;
      return total;
    });
  }

  /** What shoes and hair would weigh if they were flesh, kilograms. */
  private clothes(coefficients: ArrayLike<number>): number {
    const { bulk, size } = this.m;
    let volume = bulk[0] as number;
    for (let k = 0; k < size; k++) volume += (bulk[k + 1] as number) * (coefficients[k] as number);
    return DENSITY * volume;
  }

  private reading(p: ArrayLike<number>, name: Measure): Reading {
    const { landmarks, waist } = this.m;
    const mark = (key: string): number => landmarks[key] as number;
    switch (name) {
      case 'bust':
        return this.level(p, name, [mark('bust_l')]);
      case 'underbust':
        return this.level(p, name, [mark('underbust_l')]);
      case 'waist':
        return this.level(p, name, waist);
      case 'thigh':
        return this.level(p, name, [mark('crotch')], -0.025);
      case 'hips':
        return this.hips(p);
      case 'neck':
        return this.square(p, name, 'neck1', 'neck2', 0, 1);
      case 'upper_arm':
        return this.square(p, name, 'upper_arm.L', 'forearm.L', 0.55, 0.45);
      case 'shoulder':
        return { value: 2 * (p[3 * mark('shoulder_l')] as number), pulls: [{ ids: [mark('shoulder_l')], vectors: [2, 0, 0] }] };
      case 'arm_length':
        return path(p, [mark('shoulder_l'), this.joint('forearm.L'), this.joint('hand.L')]);
      case 'back_length':
        return path(p, [mark('nape'), mark('waist_back')]);
      case 'height':
        return this.upright(p, this.crown);
      case 'inseam':
        return this.upright(p, mark('crotch'));
      case 'weight':
        return this.weight(p);
    }
  }

  private level(p: ArrayLike<number>, name: Girdle, ids: readonly number[], offset = 0): Reading {
    const y = ids.reduce((sum, v) => sum + (p[3 * v + 1] as number), 0) / ids.length + offset;
    const { length, slide, ...pull } = girth(p, this.edges[name], [0, y, 0], UP);
    return { value: length, pulls: [pull, lifted(ids, slide)] };
  }

  private hips(p: ArrayLike<number>): Reading {
    const { waist, landmarks } = this.m;
    const crotch = landmarks.crotch as number;
    const low = p[3 * crotch + 1] as number;
    const high = waist.reduce((sum, v) => sum + (p[3 * v + 1] as number), 0) / waist.length;
    let [fullest, share] = [-1, 0];
    for (const f of HIP_LEVELS) {
      const length = this.cut(p, low + f * (high - low));
      if (length > fullest) [fullest, share] = [length, f];
    }
    const { length, slide, ...pull } = girth(p, this.edges.hips, [0, (1 - share) * low + share * high, 0], UP);
    return { value: length, pulls: [pull, lifted([crotch], slide * (1 - share)), lifted(waist, slide * share)] };
  }

  private cut(p: ArrayLike<number>, y: number): number {
    try {
      return girth(p, this.edges.hips, [0, y, 0], UP).length;
    } catch (error) {
      if (error instanceof NoSection) return 0;
      throw error;
    }
  }

  private square(p: ArrayLike<number>, name: Girdle, from: string, to: string, s: number, t: number): Reading {
    const [i, j] = [this.joint(from), this.joint(to)];
    const { mean } = this.m;
    const bone = [0, 1, 2].map((axis) => (mean[3 * j + axis] as number) - (mean[3 * i + axis] as number));
    const size = Math.hypot(...bone);
    const normal = bone.map((x) => x / size) as unknown as Point;
    const origin = [0, 1, 2].map((axis) => s * (p[3 * i + axis] as number) + t * (p[3 * j + axis] as number)) as unknown as Point;
    const { length, slide, ...pull } = girth(p, this.edges[name], origin, normal);
    const along = { ids: [i, j], vectors: [...normal.map((x) => slide * s * x), ...normal.map((x) => slide * t * x)] };
    return { value: length, pulls: [pull, along] };
  }

  /** From the bare sole up to a point, the leg straightened in the frontal plane. */
  private upright(p: ArrayLike<number>, top: number): Reading {
    const [i, j] = [this.joint('thigh.L'), this.joint('foot.L')];
    const [dx, dy] = [0, 1].map((axis) => (p[3 * i + axis] as number) - (p[3 * j + axis] as number)) as [number, number];
    const length = Math.hypot(dx, dy);
    const [gx, gy] = [dx / length, dy / length - 1];
    const value = (p[3 * top + 1] as number) - (p[3 * this.sole + 1] as number) + length - dy;
    return {
      value,
      pulls: [
        { ids: [top, this.sole], vectors: [0, 1, 0, 0, -1, 0] },
        { ids: [i, j], vectors: [gx, gy, 0, -gx, -gy, 0] },
      ],
    };
  }

  private weight(p: ArrayLike<number>): Reading {
    const { triangles: t, vertices } = this.m;
    const vectors = new Float64Array(3 * vertices);
    let volume = 0;
    for (let k = 0; k < t.length; k += 3) {
      for (let corner = 0; corner < 3; corner++) {
        const [a, b, c] = [0, 1, 2].map((n) => 3 * (t[k + ((corner + n) % 3)] as number)) as [number, number, number];
        const x = (p[b + 1] as number) * (p[c + 2] as number) - (p[b + 2] as number) * (p[c + 1] as number);
        const y = (p[b + 2] as number) * (p[c] as number) - (p[b] as number) * (p[c + 2] as number);
        const z = (p[b] as number) * (p[c + 1] as number) - (p[b + 1] as number) * (p[c] as number);
        if (corner === 0) volume += ((p[a] as number) * x + (p[a + 1] as number) * y + (p[a + 2] as number) * z) / 6;
        vectors[a] += (DENSITY * x) / 6;
        vectors[a + 1] += (DENSITY * y) / 6;
        vectors[a + 2] += (DENSITY * z) / 6;
      }
    }
    return { value: volume * DENSITY, pulls: [{ ids: Uint16Array.from({ length: vertices }, (_, v) => v), vectors }] };
  }
}

/** Positions (points * 3) of all vertices, joints and points: the linear shape model. */
export function positions(m: Mannequin, coefficients: ArrayLike<number>): Float64Array {
  const p = new Float64Array(m.mean);
  for (let k = 0; k < m.size; k++) {
    const c = Math.fround(coefficients[k] as number);
    const start = k * p.length;
    for (let i = 0; i < p.length; i++) p[i] += c * (m.modes[start + i] as number);
  }
  return p;
}

function lifted(ids: readonly number[], slide: number): Pull {
  return { ids, vectors: ids.flatMap(() => [0, slide / ids.length, 0]) };
}

function path(p: ArrayLike<number>, ids: readonly number[]): Reading {
  let value = 0;
  const vectors = new Float64Array(3 * ids.length);
  for (let i = 1; i < ids.length; i++) {
    const [a, b] = [3 * (ids[i - 1] as number), 3 * (ids[i] as number)];
    const step = [0, 1, 2].map((axis) => (p[b + axis] as number) - (p[a + axis] as number)) as [number, number, number];
    const length = Math.hypot(...step);
    value += length;
    step.forEach((d, axis) => {
      vectors[3 * (i - 1) + axis] -= d / length;
      vectors[3 * i + axis] += d / length;
    });
  }
  return { value, pulls: [{ ids, vectors }] };
}
