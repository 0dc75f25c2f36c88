import { BufferAttribute, BufferGeometry, type Mesh } from 'three';
import { Drape, rowsFor, WIDTH } from './drape';
import { weftTangents } from './grain';
import { hemOf } from './hem';
import { blended, metresOf, stepsOf } from './morphs';
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

/** Prepares the mesh of a garment as it came out of its file. Throws when it is not indexed. */
export function clothOf(mesh: Mesh, precise: boolean): Cloth {
  const { geometry } = mesh;
  const place = geometry.getAttribute('position');
  const index = geometry.getIndex();
  if (!index) throw new Error('This look has a mesh without an index: export it indexed.');
  const n = place.count;
  const base = metresOf(place, mesh.matrixWorld);
  const morphs = geometry.morphAttributes['position'] ?? [];
  const steps = stepsOf(morphs, n, mesh.matrixWorld, WIDTH * rowsFor(n));
  const metres = blended(base, steps, mesh.morphTargetInfluences ?? []);
  const welded = weld(leadersByPlace(metres), index.array);
  const hem = hemOf(welded, index.array);
  const all = n + hem.source.length;
  const of = (i: number): number => (i < n ? i : (hem.source[i - n] as number));

  const far = distanceTo(welded.hem, metres, welded, REACH);
  const near = distanceTo(welded.seam, metres, welded, REACH);
  const known = geometry.getAttribute('uv');
  const light = geometry.getAttribute('_ao');
  const uv = new Float32Array(2 * all);
  for (let i = 0; known && i < n; i++) {
    uv[2 * i] = known.getX(i);
    uv[2 * i + 1] = known.getY(i);
  }
  const weft = weftTangents(metres, uv.subarray(0, 2 * n), index.array);
  const edge = new Float32Array(2 * all);
  const tangent = new Float32Array(4 * all);
  const ao = new Float32Array(all);
  const turned = new Float32Array(4 * all);
  tangent.set(weft);
  for (let i = 0; i < all; i++) {
    const from = of(i);
    edge[2 * i] = far[from] as number;
    edge[2 * i + 1] = near[from] as number;
    ao[i] = light ? light.getX(from) : 1;
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
  plain.setAttribute('hem', new BufferAttribute(turned, 4));
  const hemmed = new BufferGeometry();
  for (const [name, attribute] of Object.entries(plain.attributes)) hemmed.setAttribute(name, attribute);
  plain.setIndex(new BufferAttribute(all < 65536 ? Uint16Array.from(index.array) : Uint32Array.from(index.array), 1));
  const joined = new (all < 65536 ? Uint16Array : Uint32Array)(index.count + hem.index.length);
  joined.set(index.array);
  joined.set(hem.index, index.count);
  hemmed.setIndex(new BufferAttribute(joined, 1));
  return { drape: new Drape(base, steps, welded, precise), hemmed, plain, metres, unit: steps.unit };
}
