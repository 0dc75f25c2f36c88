import { BufferAttribute, BufferGeometry } from 'three';
import { elsewhere } from './elsewhere';
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
  const index = geometry.getIndex();
  if (!index) throw new Error('A mesh without an index cannot be simplified: export it indexed.');
  const fewer = shares.map((share, k) => ({ share, stray: STRAY[k] as number })).filter(({ share }) => share < 1);
  const wishes = fewer.map(({ share, stray }) => ({ length: Math.floor((index.count * share) / 3) * 3, stray }));
  const found = wishes.length ? await elsewhere.simplified(Uint32Array.from(index.array), metres, wishes) : [];
  const narrow = geometry.getAttribute('position').count < 65536;
  const simpler = found.map((triangles) => {
    const out = new BufferGeometry();
    for (const [name, attribute] of Object.entries(geometry.attributes)) out.setAttribute(name, attribute);
    out.setIndex(new BufferAttribute(narrow ? Uint16Array.from(triangles) : triangles, 1));
    out.boundingSphere = geometry.boundingSphere;
    out.boundingBox = geometry.boundingBox;
    return out;
  });
  const [near, far, mirror] = shares.map((share) => (share < 1 ? simpler.shift() : undefined) ?? whole);
  return [near, far, mirror] as [BufferGeometry, BufferGeometry, BufferGeometry];
}
