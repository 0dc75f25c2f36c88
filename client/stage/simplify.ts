import { MeshoptSimplifier } from 'three/addons/libs/meshopt_simplifier.module.js';

/** One of several simpler versions of a mesh: how many numbers its index may keep, and how far it may stray, metres. */
export interface Wish {
  readonly length: number;
  readonly stray: number;
}

/** The indices of simpler meshes over the same vertices. `metres`: (n, 3). */
export async function simplified(index: Uint32Array, metres: Float32Array, wishes: readonly Wish[]): Promise<Uint32Array[]> {
  await MeshoptSimplifier.ready;
  const scale = MeshoptSimplifier.getScale(metres, 3);
  return wishes.map(({ length, stray }) => MeshoptSimplifier.simplify(index, metres, 3, length, stray / scale)[0]);
}
