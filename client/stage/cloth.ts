import { BufferAttribute, BufferGeometry, type Mesh } from 'three';
import { Drape } from './drape';
import { fineOf, halfway } from './fine';
import { weftTangents } from './grain';
import { hemOf } from './hem';
import { blended, metresOf, stepsOf } from './morphs';
import { rowsFor, WIDTH } from './passes';
import { distanceTo, leadersByPlace, weld } from './weld';

/** How far from an edge sewing can be seen, metres. */
const REACH = 0.06;

/** A garment made ready to be drawn: what the card needs once, and what moves it. */
export interface Cloth {
  readonly drape: Drape;
  /** The cloth with its hems: what is drawn near by. */
  readonly hemmed: BufferGeometry;
  /** The cloth alone, on the same vertices. */
  readonly plain: BufferGeometry;
  /** (n, 3) metres, as worn in the file's first pose; the first n vertices of both geometries. */
  readonly metres: Float32Array;
  /** Metres that a step of its morph targets is. */
  readonly unit: number;
}

/** Prepares the mesh of a garment as it came out of its file, cut finer for those who stand `close`. Throws when it is not indexed. */
export function clothOf(mesh: Mesh, precise: boolean, close = false): Cloth {
  const { geometry } = mesh;
  const place = geometry.getAttribute('position');
  const known = geometry.getIndex();
  if (!known) throw new Error('This look has a mesh without an index: export it indexed.');
  const base = metresOf(place, mesh.matrixWorld);
  const morphs = geometry.morphAttributes['position'] ?? [];
  const steps = stepsOf(morphs, place.count, mesh.matrixWorld, WIDTH * rowsFor(place.count));
  const coarse = blended(base, steps, mesh.morphTargetInfluences ?? []);
  const whole = weld(leadersByPlace(coarse), known.array);
  const cut = close ? fineOf(whole, known.array) : null;
  const on = (values: Float32Array, width: number): Float32Array => (cut ? halfway(values, width, cut, known.array) : values);
  const metres = on(coarse, 3);
  const index = cut ? cut.index : known.array;
  const welded = cut ? weld(cut.leader, cut.index) : whole;
  const n = welded.leader.length;
  const hem = hemOf(welded, index);
  const all = n + hem.source.length;
  const of = (i: number): number => (i < n ? i : (hem.source[i - n] as number));

  const far = distanceTo(welded.hem, metres, welded, REACH);
  const near = distanceTo(welded.seam, metres, welded, REACH);
  const flat = geometry.getAttribute('uv');
  const light = geometry.getAttribute('_ao');
  const read = (from: typeof flat | undefined, width: number, otherwise: number): Float32Array => {
    const out = new Float32Array(width * place.count).fill(otherwise);
    for (let i = 0; from && i < place.count; i++)
      for (let k = 0; k < width; k++) out[width * i + k] = from.getComponent(i, k);
    return out;
  };
  const open = on(read(light, 1, 1), 1);
  const fits = geometry.getAttribute('_fit');
  const fit = fits && on(read(fits, 2, 0), 2);
  const uv = new Float32Array(2 * all);
  uv.set(on(read(flat, 2, 0), 2));
  const weft = weftTangents(metres, uv.subarray(0, 2 * n), index);
  const edge = new Float32Array(2 * all);
  const tangent = new Float32Array(4 * all);
  const ao = new Float32Array(all);
  const worn = new Float32Array(fit ? 2 * all : 0);
  const turned = new Float32Array(4 * all);
  tangent.set(weft);
  for (let i = 0; i < all; i++) {
    const from = of(i);
    edge[2 * i] = far[from] as number;
    edge[2 * i + 1] = near[from] as number;
    ao[i] = open[from] as number;
    if (fit) for (let k = 0; k < 2; k++) worn[2 * i + k] = fit[2 * from + k] as number;
    turned[4 * i] = from;
    if (i < n) continue;
    for (let k = 0; k < 2; k++) uv[2 * i + k] = uv[2 * from + k] as number;
    for (let k = 0; k < 4; k++) tangent[4 * i + k] = weft[4 * from + k] as number;
    turned[4 * i + 1] = hem.before[i - n] as number;
    turned[4 * i + 2] = hem.after[i - n] as number;
    turned[4 * i + 3] = hem.kind[i - n] as number;
  }

  const plain = new BufferGeometry();
  plain.setAttribute('position', new BufferAttribute(new Float32Array(3 * all), 3)); // where it is, the card works out
  plain.setAttribute('uv', new BufferAttribute(uv, 2));
  plain.setAttribute('edge', new BufferAttribute(edge, 2));
  plain.setAttribute('tangent', new BufferAttribute(tangent, 4));
  plain.setAttribute('_ao', new BufferAttribute(ao, 1));
  if (fit) plain.setAttribute('fit', new BufferAttribute(worn, 2));
  plain.setAttribute('hem', new BufferAttribute(turned, 4));
  const hemmed = new BufferGeometry();
  for (const [name, attribute] of Object.entries(plain.attributes)) hemmed.setAttribute(name, attribute);
  plain.setIndex(new BufferAttribute(all < 65536 ? Uint16Array.from(index) : Uint32Array.from(index), 1));
  const joined = new (all < 65536 ? Uint16Array : Uint32Array)(index.length + hem.index.length);
  joined.set(index);
  joined.set(hem.index, index.length);
  hemmed.setIndex(new BufferAttribute(joined, 1));
  return { drape: new Drape(base, steps, whole, precise, cut && { cut, welded }), hemmed, plain, metres, unit: steps.unit };
}
