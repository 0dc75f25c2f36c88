// The mannequin every body shares: mesh, skeleton, skin weights and the linear shape model (frontrow.body.mannequin).

import { Broken, type Unpacked, unpack } from './unpack';

export type Sex = 'f' | 'm';

/** Adults of one sex: coefficients by age and muscle (3 * size), and their spread (size * size, lower Cholesky factor). */
export interface Prior {
  readonly regression: Float64Array;
  readonly spread: Float64Array;
}

export interface Mannequin {
  readonly vertices: number;
  readonly triangles: Uint16Array; // (t * 3) counter-clockwise from outside
  readonly mirror: Uint16Array; // the vertex across the middle
  readonly jointNames: readonly string[];
  readonly parents: readonly number[];
  readonly jointIndices: Uint8Array; // (n * 4)
  readonly jointWeights: Float32Array; // (n * 4)
  readonly head: Uint8Array; // 1 where a vertex belongs to the head
  readonly landmarks: Readonly<Record<string, number>>;
  readonly labels: Uint8Array; // (t) what each triangle shows, as stored (`triangleZone`)
  readonly waist: readonly number[]; // vertices round the waist
  readonly bulk: Float64Array; // (1 + size) cubic metres that shoes and hair add
  readonly prior: Readonly<Record<Sex, Prior>>;
  readonly size: number; // coefficients
  readonly points: number; // vertices, joints, crown and sole
  readonly mean: Float32Array; // (points * 3) metres
  readonly modes: Float32Array; // (size * points * 3)
}

export async function readMannequin(data: ArrayBuffer): Promise<Mannequin> {
  const { meta, arrays } = await unpack(data, 'FRM1');
  const middle = Number(meta.middle);
  const left = Number(meta.left);
  const half = middle + left;
  const vertices = half + left;
  const jointNames = meta.joint_names as string[];
  const across = jointNames.map((name) =>
    jointNames.indexOf(name.replace(/\.[LR]$/, (side) => (side === '.L' ? '.R' : '.L'))),
  );
  const mirror = Uint16Array.from({ length: vertices }, (_, v) => (v < middle ? v : v < half ? v + left : v - left));
  const triangles = mirrored(values(arrays, 'triangles'), mirror);
  const [indices, weights] = [values(arrays, 'joint_indices'), values(arrays, 'joint_weights')];
  const jointIndices = new Uint8Array(4 * vertices);
  const jointWeights = new Float32Array(4 * vertices);
  for (let v = 0; v < vertices; v++) {
    const from = v < half ? v : v - left;
    for (let k = 0; k < 4; k++) {
      const joint = indices[4 * from + k] as number;
      jointIndices[4 * v + k] = v < half ? joint : (across[joint] as number);
      jointWeights[4 * v + k] = (weights[4 * from + k] as number) / 255;
    }
  }
  const step = Number(meta.step);
  const mean = whole(values(arrays, 'mean'), middle, left, 1, step);
  const points = mean.length / 3;
  const stored = arrays.get('modes');
  if (!stored) throw new Broken('the mannequin has no modes');
  const size = stored.shape[0] as number;
  const modes = whole(stored.values, middle, left, size, step);
  const landmarks = meta.landmarks as Record<string, number>;
  const oneSide = values(arrays, 'labels');
  const labels = Uint8Array.from({ length: 2 * oneSide.length }, (_, t) => oneSide[t % oneSide.length] as number);
  const prior = (sex: Sex): Prior => ({
    regression: Float64Array.from(values(arrays, `prior_mean_${sex}`)),
    spread: Float64Array.from(values(arrays, `prior_spread_${sex}`)),
  });
  const nape = mean[3 * (landmarks.nape as number) + 1] as number;
  const heads = ['head', 'neck2'].map((name) => jointNames.indexOf(name));
  const head = Uint8Array.from({ length: vertices }, (_, v) => {
    let main = 0;
    for (let k = 1; k < 4; k++) if (jointWeights[4 * v + k] > jointWeights[4 * v + main]) main = k;
    return heads.includes(jointIndices[4 * v + main] as number) && mean[3 * v + 1] > nape ? 1 : 0;
  });
  return {
    vertices,
    triangles,
    mirror,
    jointNames,
    parents: meta.parents as number[],
    jointIndices,
    jointWeights,
    head,
    landmarks,
    labels,
    waist: meta.waist as number[],
    bulk: Float64Array.from(values(arrays, 'bulk')),
    prior: { f: prior('f'), m: prior('m') },
    size,
    points,
    mean,
    modes,
  };
}

function values(arrays: Unpacked['arrays'], name: string): ArrayLike<number> {
  const found = arrays.get(name);
  if (!found) throw new Broken(`the mannequin has no ${name}`);
  return found.values;
}

/** The stored triangles and their mirror images, turned over. */
function mirrored(half: ArrayLike<number>, mirror: Uint16Array): Uint16Array {
  const out = new Uint16Array(2 * half.length);
  for (let k = 0; k < half.length; k++) {
    out[k] = half[k];
    out[half.length + k] = mirror[half[k - (k % 3) + 2 - (k % 3)]];
  }
  return out;
}

/** Middle, left and what follows (joints, points) become middle, left, right and what follows, in metres. */
function whole(stored: ArrayLike<number>, middle: number, left: number, sets: number, step: number): Float32Array {
  const before = stored.length / 3 / sets;
  const half = middle + left;
  const after = before + left;
  const unit = Math.fround(step);
  const out = new Float32Array(sets * after * 3);
  for (let s = 0; s < sets; s++) {
    for (let p = 0; p < after; p++) {
      const right = p >= half && p < half + left;
      const from = 3 * (s * before + (p < half ? p : p - left));
      const to = 3 * (s * after + p);
      for (let axis = 0; axis < 3; axis++) {
        out[to + axis] = stored[from + axis] * unit * (right && axis === 0 ? -1 : 1);
      }
    }
  }
  return out;
}
