import { Vector3 } from 'three';
import { type Rest, trunkOf } from './rig';
import { AT } from './tracked';
import { middle } from './turns';

const LEANING = 0.3; // the share of a lean towards the camera that is believed: most of it is the error of flat pictures
const FIRST_OF_LEGS = AT.hipL; // landmarks before it are head, trunk and arms

/**
 * The landmarks before the camera, metres, of someone who stands up: how far her shoulders are before her hips is what a flat
 * picture tells worst, and a trunk that leans by mistake shows its clothes from above. Places in the picture stay.
 */
export function steadied(rest: Rest, points: readonly Vector3[]): Vector3[] {
  const at = (k: number): Vector3 => points[k] as Vector3;
  const shoulders = middle(at(AT.shoulderL), at(AT.shoulderR));
  const hips = middle(at(AT.hipL), at(AT.hipR));
  const trunk = trunkOf(rest);
  const across = at(AT.shoulderL).clone().sub(at(AT.shoulderR)).normalize();
  const ahead = across.cross(new Vector3(0, 1, 0)).z; // 1 when she faces the camera, -1 from behind
  const height = Math.hypot(shoulders.x - hips.x, shoulders.y - hips.y);
  const straight = ((trunk.shoulder.z - trunk.hip.z) / trunk.length) * height * ahead;
  const too = (1 - LEANING) * (shoulders.z - hips.z - straight);
  return points.map((point, k) => {
    if (k >= FIRST_OF_LEGS || point.z >= 0) return point.clone();
    return point.clone().multiplyScalar(Math.max(0.2, (point.z - too) / point.z));
  });
}
