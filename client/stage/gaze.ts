import { type PerspectiveCamera, Vector3 } from 'three';
import type { HeightOf } from './camera';
import type { Walker } from './types';

const CONE = 0.4; // of half the picture's height, from its centre
const LARGE = 0.25; // of the picture's height that a look takes, at least
const HALF_WIDTH = 0.28; // metres from a body's axis to its outline
const POINTS = 9; // along the axis from hem to face, so that a close-up of either is a close-up of the look

const foot = new Vector3();

/**
 * The look that the picture is of: near its centre and large enough; of several in line, the foremost. `camera` stands and is
 * projected as it was for the last picture.
 */
export function gazed(camera: PerspectiveCamera, walkers: readonly Walker[], heightOf: HeightOf): string | null {
  const [across, up] = [camera.projectionMatrix.elements[0] as number, camera.projectionMatrix.elements[5] as number];
  let found: string | null = null;
  let best = CONE;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { look, x, z } of walkers) {
    const height = heightOf(look);
    const depth = -foot.set(x, height / 2, z).applyMatrix4(camera.matrixWorldInverse).z;
    if (depth < camera.near || (height * up) / depth / 2 < LARGE) continue;
    let off = Number.POSITIVE_INFINITY;
    for (let index = 0; index < POINTS; index++) {
      foot.set(x, (height * (index + 0.5)) / POINTS, z).applyMatrix4(camera.matrixWorldInverse);
      if (-foot.z < camera.near) continue;
      const away = -foot.z;
      foot.applyMatrix4(camera.projectionMatrix);
      off = Math.min(off, Math.max(0, Math.hypot((foot.x * up) / across, foot.y) - (HALF_WIDTH * up) / away));
    }
    if (off > best || (off === best && depth >= nearest)) continue;
    [found, best, nearest] = [look, off, depth];
  }
  return found;
}
