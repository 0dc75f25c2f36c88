import { BufferAttribute, BufferGeometry } from 'three';
import { MeshoptSimplifier } from 'three/addons/libs/meshopt_simplifier.module.js';
import type { Shares } from './quality';

/** The same vertices with fewer and fewer triangles: near, far, and for the mirror and shadow maps. */
export type Details = readonly [near: BufferGeometry, far: BufferGeometry, mirror: BufferGeometry];

/** The farthest a simpler surface may stray, metres: more, and skin comes through cloth. */
const STRAY = [0.0015, 0.003, 0.006] as const;

/**
 * Simplifies `geometry` towards the `shares` of its triangles; all share their vertex buffers. `metres`: (n, 3) of its first n
 * vertices, the only ones its triangles use; `whole`: what is drawn in place of all its triangles, such as cloth with its hems.
 */
export async function details(
  geometry: BufferGeometry,
  metres: Float32Array,
  shares: Shares,
  whole: BufferGeometry = geometry,
): Promise<Details> {
  await MeshoptSimplifier.ready;
  const index = geometry.getIndex();
  if (!index) throw new Error('A mesh without an index cannot be simplified: export it indexed.');
  const full = Uint32Array.from(index.array);
  const scale = MeshoptSimplifier.getScale(metres, 3);
  const at = (share: number, stray: number): BufferGeometry => {
    if (share >= 1) return whole;
    const [triangles] = MeshoptSimplifier.simplify(full, metres, 3, Math.floor((full.length * share) / 3) * 3, stray / scale);
    const simpler = new BufferGeometry();
    for (const [name, attribute] of Object.entries(geometry.attributes)) simpler.setAttribute(name, attribute);
    const narrow = geometry.getAttribute('position').count < 65536;
    simpler.setIndex(new BufferAttribute(narrow ? Uint16Array.from(triangles) : Uint32Array.from(triangles), 1));
    simpler.boundingSphere = geometry.boundingSphere;
    simpler.boundingBox = geometry.boundingBox;
    return simpler;
  };
  return [at(shares[0], STRAY[0]), at(shares[1], STRAY[1]), at(shares[2], STRAY[2])];
}
