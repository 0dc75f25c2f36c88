// The last correction: cloth put clear of the body. The twin of frontrow.look.space.correct, where it is explained.

import { NONE } from './file';
import { fans, type Lists, normals, rims, rings } from './mesh';

export const LEAST = 0.0015; // metres that every point keeps off the skin
export const DEEP = 0.12; // metres, farther than this nothing is pushed
const FREE = 0.012;
const ROUNDS = 8;
const SPREAD = 3;

const at = (values: ArrayLike<number>, k: number): number => values[k] as number;

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
        const [dx, dy, dz] = [at(move, 3 * i), at(move, 3 * i + 1), at(move, 3 * i + 2)];
        if (dx === 0 && dy === 0 && dz === 0) continue;
        x[3 * i] = at(x, 3 * i) + dx;
        x[3 * i + 1] = at(x, 3 * i + 1) + dy;
        x[3 * i + 2] = at(x, 3 * i + 2) + dz;
        near[i] = 1;
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
      let close = 0;
      let px = at(x, 3 * i);
      let py = at(x, 3 * i + 1);
      let pz = at(x, 3 * i + 2);
      for (let c = width * i; c < width * (i + 1); c++) {
        let v = at(this.at, c);
        if (v === NONE) continue;
        let best = (px - at(b, 3 * v)) ** 2 + (py - at(b, 3 * v + 1)) ** 2 + (pz - at(b, 3 * v + 2)) ** 2;
        for (let walking = true; walking; ) {
          walking = false;
          const here = v;
          for (let s = at(ring.starts, here); s < at(ring.starts, here + 1); s++) {
            const k = at(ring.ids, s);
            const d = (px - at(b, 3 * k)) ** 2 + (py - at(b, 3 * k + 1)) ** 2 + (pz - at(b, 3 * k + 2)) ** 2;
            if (d < best) {
              best = d;
              v = k;
              walking = true;
            }
          }
        }
        this.at[c] = v;
        if (best > deep * deep) continue;
        const [hx, hy, hz] = [px - at(b, 3 * v), py - at(b, 3 * v + 1), pz - at(b, 3 * v + 2)];
        if (hx * at(normal, 3 * v) + hy * at(normal, 3 * v + 1) + hz * at(normal, 3 * v + 2) > FREE) continue;
        close = 1;
        let least = 1e9;
        let border = false;
        let height = 0;
        let nx = 0;
        let ny = 0;
        let nz = 0;
        for (let s = at(fan.starts, v); s < at(fan.starts, v + 1); s++) {
          const t = 3 * at(fan.ids, s);
          const j = 3 * at(triangles, t);
          const k = 3 * at(triangles, t + 1);
          const m = 3 * at(triangles, t + 2);
          nearest(px, py, pz, b, j, k, m, weights);
          const u = at(weights, 0);
          const w = at(weights, 1);
          const z = at(weights, 2);
          const dx = px - u * at(b, j) - w * at(b, k) - z * at(b, m);
          const dy = py - u * at(b, j + 1) - w * at(b, k + 1) - z * at(b, m + 1);
          const dz = pz - u * at(b, j + 2) - w * at(b, k + 2) - z * at(b, m + 2);
          const d = dx * dx + dy * dy + dz * dz;
          if (d >= least) continue;
          least = d;
          border =
            (u === 0 || rim[j / 3] === 1) && (w === 0 || rim[k / 3] === 1) && (z === 0 || rim[m / 3] === 1);
          const ex = u * at(normal, j) + w * at(normal, k) + z * at(normal, m);
          const ey = u * at(normal, j + 1) + w * at(normal, k + 1) + z * at(normal, m + 1);
          const ez = u * at(normal, j + 2) + w * at(normal, k + 2) + z * at(normal, m + 2);
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
      this.near[i] = close;
      if (this.led[i]) {
        count++;
        this.move[3 * i] = px - at(x, 3 * i);
        this.move[3 * i + 1] = py - at(x, 3 * i + 1);
        this.move[3 * i + 2] = pz - at(x, 3 * i + 2);
      }
    }
    return count;
  }

  private spread(): void {
    const { ring, move, old, led } = this;
    for (let turn = 0; turn < 3; turn++) {
      old.set(move);
      for (let i = 0; i < led.length; i++) {
        const from = at(ring.starts, i);
        const to = at(ring.starts, i + 1);
        if (led[i] || from === to) continue;
        let x = 0;
        let y = 0;
        let z = 0;
        for (let s = from; s < to; s++) {
          const k = 3 * at(ring.ids, s);
          x += at(old, k);
          y += at(old, k + 1);
          z += at(old, k + 2);
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
  const abx = at(x, b) - at(x, a);
  const aby = at(x, b + 1) - at(x, a + 1);
  const abz = at(x, b + 2) - at(x, a + 2);
  const acx = at(x, c) - at(x, a);
  const acy = at(x, c + 1) - at(x, a + 1);
  const acz = at(x, c + 2) - at(x, a + 2);
  const apx = px - at(x, a);
  const apy = py - at(x, a + 1);
  const apz = pz - at(x, a + 2);
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
