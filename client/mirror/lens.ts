import { Vector3 } from 'three';
import type { Landmark, Tracked } from './tracked';

/**
 * Focal length by the longer side of a frame: the middle between webcams (78° across the diagonal, 0.71) and the cameras of
 * laptops and phones (up to 0.95). Nothing in a frame tells it; a wrong one makes a person nearer or farther, not wider.
 */
export const FOCAL = 0.8;
const SURE = 0.5; // visibility from which a landmark has a say in where the person stands
/** Landmarks that are not in the face, whose depth a flat picture does not tell. */
const FIRM = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28];

/** The frame as a pinhole camera sees it: (x, y) of the plane at depth 1, y up. */
export function ray(at: Landmark, width: number, height: number): [number, number] {
  const focal = FOCAL * Math.max(width, height);
  return [((at.x - 0.5) * width) / focal, ((0.5 - at.y) * height) / focal];
}

/** Degrees of the angle from top to bottom of a frame. */
export const fieldOf = (width: number, height: number): number =>
  (2 * Math.atan(height / (2 * FOCAL * Math.max(width, height))) * 180) / Math.PI;

/**
 * The landmarks before the camera, metres, y up, z towards the camera that stands in the origin: exactly where the picture
 * shows them, at the depth that their places in the world tell. Null when too few are seen, or nothing before the camera fits.
 */
export function placed(seen: Tracked, width: number, height: number): Vector3[] | null {
  // Where the middle of the hips must lie so that the world's landmarks fall on the picture's: linear in its three numbers.
  const normal = new Float64Array(9);
  const right = new Float64Array(3);
  let heard = 0;
  for (const k of FIRM) {
    const [image, world] = [seen.image[k] as Landmark, seen.world[k] as Landmark];
    const inside = image.x > -0.1 && image.x < 1.1 && image.y > -0.1 && image.y < 1.1;
    if (!inside || image.visibility < SURE) continue;
    heard++;
    const [u, v] = ray(image, width, height);
    // x + tx = u (tz + z), -y + ty = v (tz + z)
    const rows: [number, number, number, number][] = [
      [1, 0, -u, u * world.z - world.x],
      [0, 1, -v, v * world.z + world.y],
    ];
    for (const row of rows)
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) normal[3 * i + j] = (normal[3 * i + j] as number) + (row[i] as number) * (row[j] as number);
        right[i] = (right[i] as number) + (row[i] as number) * row[3];
      }
  }
  if (heard < 4) return null;
  const far = depthOf(normal, right);
  if (!Number.isFinite(far) || far < 0.3) return null;
  return seen.image.map((image, k) => {
    const depth = Math.max(0.15, far + (seen.world[k] as Landmark).z);
    const [u, v] = ray(image, width, height);
    return new Vector3(u * depth, v * depth, -depth);
  });
}

/** The third unknown of three normal equations, whose upper left corner is a multiple of the identity. */
function depthOf(a: Float64Array, b: Float64Array): number {
  const [n, m, x, y, z] = [a[0], a[4], a[2], a[5], a[8]] as [number, number, number, number, number];
  const [bx, by, bz] = [b[0], b[1], b[2]] as [number, number, number];
  return (bz - (x * bx) / n - (y * by) / m) / (z - (x * x) / n - (y * y) / m);
}
