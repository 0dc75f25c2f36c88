import { BufferAttribute, type InterleavedBufferAttribute, type Matrix4, Vector3 } from 'three';

export type Positions = BufferAttribute | InterleavedBufferAttribute;

/** Morph targets as whole steps of one unit, target after target, each padded to `stride` vertices of four numbers. */
export interface Steps {
  readonly wide: Int16Array;
  readonly narrow: Int8Array;
  /** Which morph targets of the mesh these are. */
  readonly wideOf: readonly number[];
  readonly narrowOf: readonly number[];
  /** Metres. */
  readonly unit: number;
  readonly stride: number;
}

const FULL = 32767;

/** `morphs` of n vertices, in metres through `toMetres`. Our own files have whole numbers already: they are only moved. */
export function stepsOf(morphs: readonly Positions[], n: number, toMetres: Matrix4, stride: number): Steps {
  const unit = uniformScale(toMetres);
  if (unit && morphs.every(whole)) {
    const wideOf = morphs.flatMap((m, k) => (m.array instanceof Int16Array ? [k] : []));
    const narrowOf = morphs.flatMap((m, k) => (m.array instanceof Int8Array ? [k] : []));
    const wide = new Int16Array(4 * stride * Math.max(1, wideOf.length));
    const narrow = new Int8Array(4 * stride * Math.max(1, narrowOf.length));
    wideOf.forEach((k, i) => gather(morphs[k] as Positions, n, wide, 4 * stride * i));
    const words = new Int32Array(narrow.buffer); // a vertex of four bytes at once
    narrowOf.forEach((k, i) => gatherWords(morphs[k] as Positions, n, words, stride * i));
    return { wide, narrow, wideOf, narrowOf, unit, stride };
  }
  return rounded(morphs, n, toMetres, stride);
}

/** `more` targets after those of `steps`, numbered on from `count`; both in their own steps, of one stride. */
export function joined(steps: Steps, more: Steps, count: number): Steps {
  const on = (of: readonly number[]): number[] => of.map((k) => k + count);
  const both = <T extends Int8Array | Int16Array>(a: T, b: T, make: (n: number) => T, first: number, then: number): T => {
    const length = 4 * steps.stride;
    const out = make(length * Math.max(1, first + then));
    out.set(a.subarray(0, length * first));
    out.set(b.subarray(0, length * then), length * first);
    return out;
  };
  const [w, n] = [steps.wideOf.length, steps.narrowOf.length];
  return {
    ...steps,
    wide: both(steps.wide, more.wide, (k) => new Int16Array(k), w, more.wideOf.length),
    narrow: both(steps.narrow, more.narrow, (k) => new Int8Array(k), n, more.narrowOf.length),
    wideOf: [...steps.wideOf, ...on(more.wideOf)],
    narrowOf: [...steps.narrowOf, ...on(more.narrowOf)],
  };
}

function whole(morph: Positions): boolean {
  const bytes = morph.array instanceof Int8Array && offsets(morph).stride % 4 === 0 && offsets(morph).from % 4 === 0;
  return !morph.normalized && (bytes || morph.array instanceof Int16Array);
}

function offsets(morph: Positions): { from: number; stride: number } {
  if (morph instanceof BufferAttribute) return { from: 0, stride: morph.itemSize };
  return { from: morph.offset, stride: morph.data.stride };
}

function gather(morph: Positions, n: number, into: Int16Array, at: number): void {
  const { from, stride } = offsets(morph);
  const { array } = morph;
  for (let i = 0; i < n; i++)
    for (let axis = 0; axis < 3; axis++) into[at + 4 * i + axis] = array[from + stride * i + axis] as number;
}

function gatherWords(morph: Positions, n: number, into: Int32Array, at: number): void {
  const { from, stride } = offsets(morph);
  const bytes = morph.array as Int8Array;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  const [first, step] = [from / 4, stride / 4];
  for (let i = 0; i < n; i++) into[at + i] = words[first + step * i] as number;
}

/** Any other file's targets, in steps as fine as 16 bits allow. */
function rounded(morphs: readonly Positions[], n: number, toMetres: Matrix4, stride: number): Steps {
  const linear = toMetres.clone().setPosition(0, 0, 0);
  const metres = new Float32Array(3 * n * morphs.length);
  const v = new Vector3();
  let most = 1e-9;
  morphs.forEach((morph, k) => {
    for (let i = 0; i < n; i++) {
      v.fromBufferAttribute(morph, i).applyMatrix4(linear).toArray(metres, 3 * (k * n + i));
      most = Math.max(most, Math.abs(v.x), Math.abs(v.y), Math.abs(v.z));
    }
  });
  const unit = most / FULL;
  const wide = new Int16Array(4 * stride * Math.max(1, morphs.length));
  morphs.forEach((_, k) => {
    for (let i = 0; i < n; i++)
      for (let axis = 0; axis < 3; axis++)
        wide[4 * (k * stride + i) + axis] = Math.round((metres[3 * (k * n + i) + axis] as number) / unit);
  });
  return { wide, narrow: new Int8Array(4 * stride), wideOf: morphs.map((_, k) => k), narrowOf: [], unit, stride };
}

/** The scale of a matrix that turns nothing and scales all axes alike; else 0. */
function uniformScale({ elements: e }: Matrix4): number {
  const s = e[0];
  const even = Math.abs(e[5] - s) + Math.abs(e[10] - s) < 1e-6 * Math.abs(s);
  return even && [1, 2, 4, 6, 8, 9].every((k) => e[k] === 0) ? s : 0;
}

/** The positions (n, 3) of `attribute` in metres. */
export function metresOf(attribute: Positions, toMetres: Matrix4): Float32Array {
  const out = new Float32Array(3 * attribute.count);
  const v = new Vector3();
  for (let i = 0; i < attribute.count; i++) v.fromBufferAttribute(attribute, i).applyMatrix4(toMetres).toArray(out, 3 * i);
  return out;
}

/** Positions `base` (n, 3) with their morph targets at `weights`. */
export function blended(base: Float32Array, steps: Steps, weights: readonly number[]): Float32Array {
  const out = base.slice();
  const n = base.length / 3;
  const add = (from: Int8Array | Int16Array, targets: readonly number[]): void =>
    targets.forEach((k, i) => {
      const weight = (weights[k] ?? 0) * steps.unit;
      if (!weight) return;
      let at = 4 * steps.stride * i;
      for (let j = 0; j < 3 * n; j += 3, at += 4) {
        out[j] = (out[j] as number) + weight * (from[at] as number);
        out[j + 1] = (out[j + 1] as number) + weight * (from[at + 1] as number);
        out[j + 2] = (out[j + 2] as number) + weight * (from[at + 2] as number);
      }
    });
  add(steps.wide, steps.wideOf);
  add(steps.narrow, steps.narrowOf);
  return out;
}
