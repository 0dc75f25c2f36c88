import { BufferAttribute, BufferGeometry } from 'three';
import { MeshoptSimplifier } from 'three/addons/libs/meshopt_simplifier.module.js';

/** The same vertices with fewer and fewer triangles: near, far, and for the mirror and shadow maps. */
export type Details = readonly [near: BufferGeometry, far: BufferGeometry, mirror: BufferGeometry];

/** Simplifies `geometry` to the `shares` of its triangles; all three share their vertex buffers. */
export async function details(geometry: BufferGeometry, metres: Float32Array, shares: readonly [number, number, number]): Promise<Details> {
  await MeshoptSimplifier.ready;
  const index = geometry.getIndex();
  if (!index) throw new Error('A mesh without an index cannot be simplified: export it indexed.');
  const full = Uint32Array.from({ length: index.count }, (_, i) => index.getX(i));
  const made = new Map<number, BufferGeometry>();
  const at = (share: number): BufferGeometry => {
    const known = made.get(share);
    if (known) return known;
    const triangles = share >= 1 ? full : MeshoptSimplifier.simplify(full, metres, 3, Math.floor((full.length * share) / 3) * 3, 0.02)[0];
    const simpler = new BufferGeometry();
    for (const [name, attribute] of Object.entries(geometry.attributes)) simpler.setAttribute(name, attribute);
    const narrow = metres.length / 3 < 65536;
    simpler.setIndex(new BufferAttribute(narrow ? Uint16Array.from(triangles) : Uint32Array.from(triangles), 1));
    simpler.boundingSphere = geometry.boundingSphere;
    simpler.boundingBox = geometry.boundingBox;
    made.set(share, simpler);
    return simpler;
  };
  return [at(shares[0]), at(shares[1]), at(shares[2])];
}
