// A shirt carried from one body to another, beside what is known of how it drapes there.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fitted, type Known, type Mannequin, readMannequin, readSpace, Space, standing, Surface, Tapes } from '../look/space';
import { normals } from '../look/space/mesh';
import { carried } from './carry';
import { stepped } from './cover';
import { passes, seen } from './judge';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 }); // bodies take a second each on a busy machine

const root = resolve(import.meta.dirname, '../..');
const bytes = (path: string): ArrayBuffer => new Uint8Array(readFileSync(resolve(root, path))).buffer;
const M: Known = { sex: 'f', height: 1.68, bust: 0.9, waist: 0.72, hips: 0.98 };
const HER: Known = { sex: 'f', height: 1.74, bust: 0.94, waist: 0.78, hips: 1.02 };

let m: Mannequin;
let tapes: Tapes;
let skin: Surface;
let space: Space;

beforeAll(async () => {
  m = await readMannequin(bytes('src/frontrow/body/asset/mannequin.bin'));
  [tapes, skin] = [new Tapes(m), new Surface(m.triangles, m.vertices)];
  space = new Space(await readSpace(bytes('tests/fixtures/tshirt.drape'), m.vertices), skin);
});

const body = (known: Known): Float32Array => standing(m, fitted(m, tapes, known));
const shirt = (on: Float32Array): Float32Array => Float32Array.from(space.drape(on).positions);
const triangles = (): Uint32Array => Uint32Array.from(space.data.triangles, (corner) => space.data.weld[corner]!);
const apart = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3) sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  return sum / (a.length / 3);
};

describe('a garment carried to another body', () => {
  it('stays as it is where the body is the same', () => {
    const from = body(M);
    const cloth = shirt(from);
    expect(apart(carried({ cloth, triangles: triangles() }, from, from, skin).cloth, cloth)).toBeLessThan(0.0005);
  });

  it('lies nearer to its drape there than the size as it hangs on its own body', () => {
    const [from, to] = [body(M), body(HER)];
    const [cloth, truth] = [shirt(from), shirt(to)];
    const moved = carried({ cloth, triangles: triangles() }, from, to, skin);
    expect(apart(cloth, truth)).toBeGreaterThan(0.02);
    expect(moved.trusted).toBe(true);
    expect(apart(moved.cloth, truth)).toBeLessThan(0.012); // metres, mean; the drape space itself is 7 mm off simulations
  });

  it('lies outside the skin', () => {
    const [from, to] = [body(M), body(HER)];
    const { cloth: moved } = carried({ cloth: shirt(from), triangles: triangles() }, from, to, skin);
    const normal = new Float64Array(to.length);
    normals(to, m.triangles, normal);
    let inside = 0;
    for (let i = 0; i < moved.length; i += 3) {
      let [best, at] = [Infinity, 0];
      for (let v = 0; v < to.length; v += 3) {
        const d = (moved[i]! - to[v]!) ** 2 + (moved[i + 1]! - to[v + 1]!) ** 2 + (moved[i + 2]! - to[v + 2]!) ** 2;
        if (d < best) [best, at] = [d, v];
      }
      if ((moved[i]! - to[at]!) * normal[at]! + (moved[i + 1]! - to[at + 1]!) * normal[at + 1]! + (moved[i + 2]! - to[at + 2]!) * normal[at + 2]! < 0) inside++;
    }
    expect(inside).toBe(0);
  });
});

describe('a garment far too small', () => {
  it('does not pass for a drape', () => {
    const [from, to] = [body(M), body({ sex: 'f', height: 1.7, bust: 1.3, waist: 1.2, hips: 1.32, weight: 118 })];
    expect(carried({ cloth: shirt(from), triangles: triangles() }, from, to, skin).trusted).toBe(false);
  });
});

describe('the skin beneath a garment', () => {
  it('steps back where the shirt lies, and stays where it is bare', () => {
    const on = body(M);
    const depth = stepped(on, [{ cloth: shirt(on), triangles: triangles() }], skin);
    const at = (name: string): number => depth[m.landmarks[name]!]!;
    for (const under of ['bust_l', 'bust_back', 'armhole_front_l', 'shoulder_l']) expect(at(under), under).toBeGreaterThan(0.004);
    for (const bare of ['wrist_l', 'knee_l', 'top', 'toe_r']) expect(at(bare), bare).toBe(0);
  });
});

describe('what is seen of a carried garment', () => {
  const on = (known: Known) => ({ skin: body(known), cloth: shirt(body(known)) });
  const moved = (cloth: Float32Array, by: number): Float32Array => cloth.map((x, i) => (i % 3 === 2 ? x + by : x));
  const judged = (cloth: Float32Array): boolean => {
    const { skin: stood, cloth: was } = on(M);
    const as = (one: Float32Array) => ({ skin: stood, cloths: [{ cloth: one, triangles: triangles() }] });
    return passes(seen(as(was), as(cloth), skin));
  };

  it('is good where it lies as it lay', () => expect(judged(on(M).cloth)).toBe(true));
  it('is bad where the body comes out of it', () => expect(judged(moved(on(M).cloth, 0.05))).toBe(false));
});
