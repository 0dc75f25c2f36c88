import { Matrix4, type Object3D, type Ray, Vector3 } from 'three';
import type { HeightOf } from '../camera';
import type { Walker } from '../types';

const ROUND = 0.36; // metres from a body's axis within which a ray is on the look; a gown sways
const [START, AHEAD, TURN] = [new Vector3(), new Vector3(), new Matrix4()];

/** What a ray is on: a look, and how many metres along. */
export interface Aimed {
  readonly look: string;
  readonly distance: number;
}

/** The nearest look that a ray passes through: each is an upright cylinder from the floor to the crown. */
export function aimed(ray: Ray, walkers: readonly Walker[], heightOf: HeightOf): Aimed | null {
  let found: Aimed | null = null;
  for (const { look, x, z } of walkers) {
    const distance = through(ray, x, z, heightOf(look));
    if (distance !== null && (!found || distance < found.distance)) found = { look, distance };
  }
  return found;
}

/** Metres along a ray to where it enters the cylinder of that height round (x, z); null when it misses. */
function through({ origin, direction }: Ray, x: number, z: number, height: number): number | null {
  const [dx, dz] = [origin.x - x, origin.z - z];
  const a = direction.x ** 2 + direction.z ** 2;
  const b = dx * direction.x + dz * direction.z;
  const c = dx ** 2 + dz ** 2 - ROUND ** 2;
  if (c <= 0 || a < 1e-9 || b >= 0 || b * b < a * c) return null; // inside it, straight up or down, behind, or beside
  const distance = (-b - Math.sqrt(b * b - a * c)) / a;
  const up = origin.y + distance * direction.y;
  return up >= 0 && up <= height ? distance : null;
}

/** Sets `ray` to where a tracked thing points: out of it along -Z, in the hall's metres. */
export function rayOf(thing: Object3D, ray: Ray): Ray {
  START.setFromMatrixPosition(thing.matrixWorld);
  AHEAD.set(0, 0, -1).applyMatrix4(TURN.extractRotation(thing.matrixWorld));
  return ray.set(START, AHEAD);
}
