// The last correction: cloth put clear of the body. The twin of frontrow.look.space.correct, where it is explained.

import { NONE } from './file';
import { fans, type Lists, normals, rims, rings } from './mesh';

export const LEAST = 0.0015; // metres that every point keeps off the skin
export const DEEP = 0.12; // metres, farther than this nothing is pushed
const FREE = 0.012;
const ROUNDS = 8;
const SPREAD = 3;

/** An obstacle's mesh: a body's, to be shared by all garments, or a garment's, for those over it. */
export class Surface {
  readonly ring: Lists;
  readonly fan: Lists;
  readonly rim: Uint8Array; // 1 on its border, beyond which there is nothing to be led out of

  constructor(
    readonly triangles: Uint16Array,
    readonly vertices: number,
  ) {
    this.ring = rings(triangles, vertices);
    this.fan = fans(triangles, vertices);
    this.rim = rims(triangles, vertices);
  }
}

/** Leads points inside an obstacle, or too near, out; their neighbours follow. */
export class Corrector {
  private readonly normal: Float64Array;
  private readonly at: Uint16Array;
  private readonly move: Float64Array;
  private readonly old: Float64Array;
  private readonly led: Uint8Array;
  private readonly near: Uint8Array;
  private readonly weights = new Float64Array(3);

  /** ring: neighbours of each of the garment's points; starts: `width` vertices of the obstacle for each, or NONE. */
  constructor(
    private readonly ring: Lists,
    private readonly skin: Surface,
    private readonly width: number,
    private readonly least: number,
    private readonly deep: number,
  ) {
    const vertices = ring.starts.length - 1;
    this.normal = new Float64Array(3 * skin.vertices);
    this.at = new Uint16Array(width * vertices);
    this.move = new Float64Array(3 * vertices);
    this.old = new Float64Array(3 * vertices);
    this.led = new Uint8Array(vertices);
    this.near = new Uint8Array(vertices);
  }

  /** Corrects x (n * 3) in place over an obstacle (nb * 3); how many points were still on their way at the end. */
  correct(x: Float64Array, starts: Uint16Array, obstacle: ArrayLike<number>): number {
    normals(obstacle, this.skin.triangles, this.normal);
    this.at.set(starts);
    this.near.fill(1);
    for (let turn = 0; ; turn++) {
      const led = this.push(x, obstacle);
      if (!led || turn === ROUNDS) return led;
      if (turn < SPREAD) this.spread();
      const { move, near } = this;
      for (let i = 0; i < near.length; i++) {
        const [dx, dy, dz] = [move[3 * i], move[3 * i + 1], move[3 * i + 2]];
        near[i] = dx === 0 && dy === 0 && dz === 0 ? 0 : 1; // what did not move is as it was
        if (!near[i]) continue;
        x[3 * i] += dx;
        x[3 * i + 1] += dy;
        x[3 * i + 2] += dz;
      }
    }
  }

  private push(x: Float64Array, b: ArrayLike<number>): number {
    const { ring, fan, rim, triangles } = this.skin;
    const { normal, weights, width, deep } = this;
    this.move.fill(0);
    this.led.fill(0);
    let count = 0;
    for (let i = 0; i < this.led.length; i++) {
      if (!this.near[i]) continue;
      let px = x[3 * i];
      let py = x[3 * i + 1];
      let pz = x[3 * i + 2];
      for (let c = width * i; c < width * (i + 1); c++) {
        let v = this.at[c];
        if (v === NONE) continue;
        let best = (px - b[3 * v]) ** 2 + (py - b[3 * v + 1]) ** 2 + (pz - b[3 * v + 2]) ** 2;
        for (let walking = true; walking; ) {
          walking = false;
          const here = v;
          for (let s = ring.starts[here]; s < ring.starts[here + 1]; s++) {
            const k = ring.ids[s];
            const d = (px - b[3 * k]) ** 2 + (py - b[3 * k + 1]) ** 2 + (pz - b[3 * k + 2]) ** 2;
            if (d < best) {
              best = d;
              v = k;
              walking = true;
            }
          }
        }
        this.at[c] = v;
        if (best > deep * deep) continue;
        const [hx, hy, hz] = [px - b[3 * v], py - b[3 * v + 1], pz - b[3 * v + 2]];
        if (hx * normal[3 * v] + hy * normal[3 * v + 1] + hz * normal[3 * v + 2] > FREE) continue;
        let least = 1e9;
        let border = false;
        let height = 0;
        let nx = 0;
        let ny = 0;
        let nz = 0;
        for (let s = fan.starts[v]; s < fan.starts[v + 1]; s++) {
          const t = 3 * fan.ids[s];
          const j = 3 * triangles[t];
          const k = 3 * triangles[t + 1];
          const m = 3 * triangles[t + 2];
          nearest(px, py, pz, b, j, k, m, weights);
          const u = weights[0];
          const w = weights[1];
          const z = weights[2];
          const dx = px - u * b[j] - w * b[k] - z * b[m];
          const dy = py - u * b[j + 1] - w * b[k + 1] - z * b[m + 1];
          const dz = pz - u * b[j + 2] - w * b[k + 2] - z * b[m + 2];
          const d = dx * dx + dy * dy + dz * dz;
          if (d >= least) continue;
          least = d;
          border =
            (u === 0 || rim[j / 3] === 1) && (w === 0 || rim[k / 3] === 1) && (z === 0 || rim[m / 3] === 1);
          const ex = u * normal[j] + w * normal[k] + z * normal[m];
          const ey = u * normal[j + 1] + w * normal[k + 1] + z * normal[m + 1];
          const ez = u * normal[j + 2] + w * normal[k + 2] + z * normal[m + 2];
          const length = Math.sqrt(ex * ex + ey * ey + ez * ez) + 1e-12;
          nx = ex / length;
          ny = ey / length;
          nz = ez / length;
          height = dx * nx + dy * ny + dz * nz;
        }
        if (least > 1e8 || border) continue;
        const lack = this.least - height;
        if (lack > 1e-6) {
          px += lack * nx;
          py += lack * ny;
          pz += lack * nz;
          this.led[i] = 1;
        }
      }
      if (this.led[i]) {
        count++;
        this.move[3 * i] = px - x[3 * i];
        this.move[3 * i + 1] = py - x[3 * i + 1];
        this.move[3 * i + 2] = pz - x[3 * i + 2];
      }
    }
    return count;
  }

  private spread(): void {
    const { ring, move, old, led } = this;
    for (let turn = 0; turn < 3; turn++) {
      old.set(move);
      for (let i = 0; i < led.length; i++) {
        const from = ring.starts[i];
        const to = ring.starts[i + 1];
        if (led[i] || from === to) continue;
        let x = 0;
        let y = 0;
        let z = 0;
        for (let s = from; s < to; s++) {
          const k = 3 * ring.ids[s];
          x += old[k];
          y += old[k + 1];
          z += old[k + 2];
        }
        move[3 * i] = (0.8 * x) / (to - from);
        move[3 * i + 1] = (0.8 * y) / (to - from);
        move[3 * i + 2] = (0.8 * z) / (to - from);
      }
    }
  }
}

/** Weights of the point of triangle abc nearest to p (Ericson, Real-Time Collision Detection, 5.1.5). */
function nearest(
  px: number,
  py: number,
  pz: number,
  x: ArrayLike<number>,
  a: number,
  b: number,
  c: number,
  out: Float64Array,
): void {
  const abx = x[b] - x[a];
  const aby = x[b + 1] - x[a + 1];
  const abz = x[b + 2] - x[a + 2];
  const acx = x[c] - x[a];
  const acy = x[c + 1] - x[a + 1];
  const acz = x[c + 2] - x[a + 2];
  const apx = px - x[a];
  const apy = py - x[a + 1];
  const apz = pz - x[a + 2];
  const d1 = abx * apx + aby * apy + abz * apz;
  const d2 = acx * apx + acy * apy + acz * apz;
  let u = 0;
  let v = 0;
  let w = 0;
  const abac = abx * acx + aby * acy + abz * acz;
  const d3 = d1 - (abx * abx + aby * aby + abz * abz);
  const d4 = d2 - abac;
  const d5 = d1 - abac;
  const d6 = d2 - (acx * acx + acy * acy + acz * acz);
  const vc = d1 * d4 - d3 * d2;
  const vb = d5 * d2 - d1 * d6;
  const va = d3 * d6 - d5 * d4;
  if (d1 <= 0 && d2 <= 0) u = 1;
  else if (d3 >= 0 && d4 <= d3) v = 1;
  else if (d6 >= 0 && d5 <= d6) w = 1;
  else if (vc <= 0 && d1 >= 0 && d3 <= 0) {
    v = d1 / (d1 - d3);
    u = 1 - v;
  } else if (vb <= 0 && d2 >= 0 && d6 <= 0) {
    w = d2 / (d2 - d6);
    u = 1 - w;
  } else if (va <= 0 && d4 >= d3 && d5 >= d6) {
    w = (d4 - d3) / (d4 - d3 + (d5 - d6));
    v = 1 - w;
  } else {
    const s = 1 / (va + vb + vc);
    v = vb * s;
    w = vc * s;
    u = 1 - v - w;
  }
  out[0] = u;
  out[1] = v;
  out[2] = w;
}
