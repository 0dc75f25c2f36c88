// A `.drape` file checked and opened. The layout is told in frontrow.look.space.file.

import { Broken, unpack } from './unpack';

export interface Data {
  readonly vertices: number;
  readonly weld: Uint16Array; // vertex of each corner
  readonly uv: Float32Array; // metres on the flat pattern, two a corner
  readonly triangles: Uint16Array; // corners, three a triangle
  readonly followed: number; // body vertices that each point follows
  readonly anchors: Uint16Array;
  readonly shares: Uint8Array;
  readonly rest: Float64Array;
  readonly modes: Float32Array; // (m * n * 3) metres
  readonly starts: Uint16Array; // (n * 3) body vertices, 65535 for none
  readonly probes: Uint16Array;
  readonly centre: Float32Array;
  readonly axes: Float32Array;
  readonly design: Float64Array;
  readonly trend: Float64Array;
  readonly pull: Float64Array;
  readonly inverse: Float64Array;
  readonly lever: Float64Array;
  readonly gram: Float64Array;
  readonly samples: number;
  readonly features: number;
  readonly shapes: number; // modes
  readonly length: number;
  readonly noise: number;
  readonly error: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

export const NONE = 65535;

/** Opens a file for a body of so many vertices. Throws Broken for anything that does not fit together. */
export async function readSpace(data: ArrayBuffer, bodyVertices: number): Promise<Data> {
  const { meta, arrays } = await unpack(data, 'FRD1');
  const take = <T>(name: string, Type: new () => T, axes: number): [T, readonly number[]] => {
    const found = arrays.get(name);
    if (!found || !(found.values instanceof Type) || found.shape.length !== axes) throw new Broken(`${name} is missing`);
    return [found.values, found.shape];
  };
  const [rest, [n]] = take('rest', Int16Array, 2) as [Int16Array, [number]];
  const [weld] = take('weld', Uint16Array, 1);
  const [uv] = take('uv', Int16Array, 2);
  const [triangles, triangleShape] = take('triangles', Uint16Array, 2);
  const [anchors, anchorShape] = take('anchors', Uint16Array, 2);
  const [shares] = take('shares', Uint8Array, 2);
  const [modes, [m]] = take('modes', Int16Array, 3) as [Int16Array, [number]];
  const [starts] = take('starts', Uint16Array, 2);
  const [probes] = take('probes', Uint16Array, 1);
  const [centre] = take('centre', Float32Array, 1);
  const [axes] = take('axes', Float32Array, 2);
  const [design, [samples, d]] = take('design', Float64Array, 2) as [Float64Array, [number, number]];
  const [trend] = take('trend', Float64Array, 2);
  const [pull] = take('pull', Float64Array, 2);
  const [inverse] = take('inverse', Float64Array, 2);
  const [lever] = take('lever', Float64Array, 2);
  const [gram] = take('gram', Float64Array, 2);
  const followed = anchorShape[1] as number;
  const sizes: [ArrayLike<number>, number][] = [
    [rest, 3 * n],
    [uv, 2 * weld.length],
    [anchors, followed * n],
    [shares, followed * n],
    [modes, 3 * m * n],
    [starts, 3 * n],
    [centre, 3 * probes.length],
    [axes, 3 * d * probes.length],
    [trend, (1 + d) * m],
    [pull, samples * m],
    [inverse, samples * samples],
    [lever, samples * (1 + d)],
    [gram, (1 + d) * (1 + d)],
  ];
  const numbers = ['length', 'noise', 'error', 'step', 'uv_step'].map((name) => meta[name]);
  const [length, noise, error, step, uvStep] = numbers as [number, number, number, number, number];
  const body = meta.body as { vertices?: unknown } | undefined;
  const fits =
    triangleShape[1] === 3 &&
    body?.vertices === bodyVertices &&
    sizes.every(([values, size]) => values.length === size) &&
    numbers.every((x) => typeof x === 'number' && x > 0 && x < 1e3) &&
    below(weld, n) &&
    below(triangles, weld.length) &&
    below(probes, n) &&
    below(anchors, bodyVertices) &&
    starts.every((v) => v === NONE || v < bodyVertices) &&
    [centre, axes, design, trend, pull, inverse, lever, gram].every((values) => finite(values)) &&
    typeof meta.facts === 'object' &&
    meta.facts !== null;
  if (!fits) throw new Broken('its parts do not belong together, or it was made for another mannequin');
  return {
    vertices: n,
    weld,
    uv: Float32Array.from(uv, (k) => k * uvStep),
    triangles,
    followed,
    anchors,
    shares,
    rest: Float64Array.from(rest, (k) => k * step),
    modes: Float32Array.from(modes, (k) => k * step),
    starts,
    probes,
    centre,
    axes,
    design,
    trend,
    pull,
    inverse,
    lever,
    gram,
    samples,
    features: d,
    shapes: m,
    length,
    noise,
    error,
    facts: meta.facts as Record<string, unknown>,
  };
}

const below = (values: Uint16Array, limit: number): boolean => values.every((v) => v < limit);
const finite = (values: Float32Array | Float64Array): boolean => !values.some((x) => !Number.isFinite(x));
