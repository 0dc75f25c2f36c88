// A garment in one cut, draped at once on any standing body of a range. The twin of frontrow.look.space.model.

import { Corrector, DEEP, LEAST, Surface } from './correct';
import type { Data } from './file';

export interface Trust {
  readonly error: number; // metres from a simulation that are to be expected
  readonly stretched: number; // share of edges more than 6 % longer than on the flat pattern
  readonly pushed: number; // metres, mean of the last correction
  readonly stuck: number; // points that it could not lead out
  readonly reason: '' | 'tight' | 'inside' | 'far'; // why a simulation should take its place
}

const ERROR = 0.01;
const STRETCH = 0.06;
const STRETCHED = 0.05;
const PUSHED = 0.012;

type Four = [number, number, number, number];

export class Space {
  readonly surface: Surface;
  private readonly carried: Float64Array;
  private readonly raw: Float64Array;
  private readonly corrector: Corrector;
  private readonly ends: Uint16Array; // two vertices an edge, as triangles have them
  private readonly limit: Float64Array; // most of the squared length, one an edge

  constructor(
    readonly data: Data,
    skin: Surface,
  ) {
    const welded = Uint16Array.from(data.triangles, (corner) => data.weld[corner]);
    this.carried = new Float64Array(3 * data.vertices);
    this.raw = new Float64Array(3 * data.vertices);
    this.surface = new Surface(welded, data.vertices);
    this.corrector = new Corrector(this.surface.ring, skin, 3, LEAST, DEEP);
    this.ends = new Uint16Array(2 * welded.length);
    this.limit = new Float64Array(welded.length);
    for (let k = 0; k < welded.length; k++) {
      const other = k % 3 === 2 ? k - 2 : k + 1;
      const [a, b] = [2 * data.triangles[k], 2 * data.triangles[other]];
      this.ends[2 * k] = welded[k];
      this.ends[2 * k + 1] = welded[other];
      const [u, v] = [data.uv[a] - data.uv[b], data.uv[a + 1] - data.uv[b + 1]];
      this.limit[k] = (1 + STRETCH) ** 2 * (u * u + v * v);
    }
  }

  /** Positions (n * 3) metres on a standing body (nb * 3), and how far to trust them. */
  drape(body: ArrayLike<number>): { positions: Float64Array; trust: Trust } {
    const { data, raw } = this;
    this.carry(body);
    const { shares, variance } = this.foretell(this.feel());
    raw.set(this.carried);
    const { modes } = data;
    const size = raw.length;
    for (let m = 0; m < data.shapes; m += 4) {
      // four at a time, each with its own offset: what is read and written of `raw` counts
      const [p, q, r, s] = [0, 1, 2, 3].map((k) => (m + k < data.shapes ? shares[m + k] : 0)) as Four;
      const [a, b, c, d] = [0, 1, 2, 3].map((k) => Math.min(m + k, data.shapes - 1) * size) as Four;
      for (let i = 0; i < size; i++) {
        raw[i] += p * modes[a + i] + q * modes[b + i] + r * modes[c + i] + s * modes[d + i];
      }
    }
    const positions = raw.slice();
    const stuck = this.corrector.correct(positions, data.starts, body);
    let pushed = 0;
    for (let i = 0; i < size; i += 3) {
      const x = positions[i] - raw[i];
      const y = positions[i + 1] - raw[i + 1];
      const z = positions[i + 2] - raw[i + 2];
      pushed += Math.sqrt(x * x + y * y + z * z);
    }
    pushed /= data.vertices;
    const error = data.error * Math.sqrt(variance);
    const stretched = this.stretched(positions);
    const reason = stretched > STRETCHED ? 'tight' : stuck || pushed > PUSHED ? 'inside' : error > ERROR ? 'far' : '';
    return { positions, trust: { error, stretched, pushed, stuck, reason } };
  }

  private carry(body: ArrayLike<number>): void {
    const { anchors, shares, rest, followed, vertices } = this.data;
    const { carried } = this;
    for (let i = 0; i < vertices; i++) {
      let x = rest[3 * i];
      let y = rest[3 * i + 1];
      let z = rest[3 * i + 2];
      for (let k = followed * i; k < followed * (i + 1); k++) {
        const w = shares[k] / 255;
        const v = 3 * anchors[k];
        x += w * body[v];
        y += w * body[v + 1];
        z += w * body[v + 2];
      }
      carried[3 * i] = x;
      carried[3 * i + 1] = y;
      carried[3 * i + 2] = z;
    }
  }

  /** The few numbers that say what the garment feels of the body. */
  private feel(): Float64Array {
    const { probes, centre, axes, features } = this.data;
    const out = new Float64Array(features);
    for (let p = 0; p < probes.length; p++) {
      for (let axis = 0; axis < 3; axis++) {
        const k = 3 * p + axis;
        const off = this.carried[3 * probes[p] + axis] - centre[k];
        for (let f = 0; f < features; f++) out[f] += axes[f * centre.length + k] * off;
      }
    }
    return out;
  }

  /** Shares of the shapes, and their variance in units of the prior's (universal kriging). */
  private foretell(z: Float64Array): { shares: Float64Array; variance: number } {
    const { design, trend, pull, inverse, lever, gram, samples, features, shapes, length, noise } = this.data;
    const near = new Float64Array(samples);
    for (let s = 0; s < samples; s++) {
      let square = 0;
      for (let f = 0; f < features; f++) square += (z[f] - design[s * features + f]) ** 2;
      near[s] = Math.exp(-square / (2 * length * length));
    }
    const terms = features + 1;
    const h = Float64Array.of(1, ...z);
    const lack = h.slice();
    let variance = 1 + noise;
    for (let s = 0; s < samples; s++) {
      for (let f = 0; f < terms; f++) lack[f] = lack[f] - lever[s * terms + f] * near[s];
      let sum = 0;
      for (let r = 0; r < samples; r++) sum += inverse[s * samples + r] * near[r];
      variance -= near[s] * sum;
    }
    for (let f = 0; f < terms; f++) {
      for (let g = 0; g < terms; g++) variance += lack[f] * gram[f * terms + g] * lack[g];
    }
    const shares = new Float64Array(shapes);
    for (let m = 0; m < shapes; m++) {
      let value = 0;
      for (let f = 0; f < terms; f++) value += h[f] * trend[f * shapes + m];
      for (let s = 0; s < samples; s++) value += near[s] * pull[s * shapes + m];
      shares[m] = value;
    }
    return { shares, variance: Math.max(variance, 0) };
  }

  private stretched(x: Float64Array): number {
    const { ends, limit } = this;
    let count = 0;
    for (let e = 0; e < limit.length; e++) {
      const a = 3 * ends[2 * e];
      const b = 3 * ends[2 * e + 1];
      const dx = x[a] - x[b];
      const dy = x[a + 1] - x[b + 1];
      const dz = x[a + 2] - x[b + 2];
      if (dx * dx + dy * dy + dz * dz > limit[e]) count++;
    }
    return count / limit.length;
  }
}
