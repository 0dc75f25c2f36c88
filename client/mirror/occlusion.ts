import { type Vector3 } from 'three';
import type { Stance } from './rig';
import { AT, type Tracked } from './tracked';

const SEEN = 0.5; // visibility from which a landmark is where it says
const SURE = 0.95; // visibility of what nothing hides
const BEHIND = [0.06, 0.1] as const; // metres behind the trunk to which a wrist stays there, and from which it comes to be there
const BESIDE = 0.35; // of the shoulders' width: so far beside the trunk its clothes may still reach
const ELBOW = 0.6; // share of a wrist's way that its elbow goes with it

/**
 * Which arms pass before the clothes. A flat picture tells the depth of a hand by some centimetres only, but an arm that is
 * seen at all is not hidden by what one wears: it is brought nearer along the ray on which it is seen, until it is clear of
 * the cloth. An arm behind the back stays there; between the two, each arm stays as it was.
 */
export class Occlusion {
  private readonly behind: [boolean, boolean] = [false, false];

  /** points: the landmarks before the camera, metres; reach: metres that the clothes stand off the trunk at most. */
  stance(tracked: Tracked, points: readonly Vector3[], reach: number): Stance {
    const moved = points.map((point) => point.clone());
    const seen = tracked.image.map(({ visibility }) => visibility > SEEN);
    const nearer: [number, number] = [1, 1];
    const at = (k: number): Vector3 => points[k] as Vector3;
    const arms = [
      { elbow: AT.elbowL, wrist: AT.wristL },
      { elbow: AT.elbowR, wrist: AT.wristR },
    ];
    const [sl, sr, hl, hr] = [at(AT.shoulderL), at(AT.shoulderR), at(AT.hipL), at(AT.hipR)];
    const width = sl.distanceTo(sr);
    arms.forEach(({ elbow, wrist }, k) => {
      const share = along(at(wrist));
      const trunk = depth(share);
      const visibility = tracked.image[wrist]?.visibility ?? 0;
      const back = -at(wrist).z - trunk;
      const unsure = this.behind[k] ? BEHIND[0] : BEHIND[1];
      this.behind[k] = back > (visibility > SURE ? 2 : 1) * unsure;
      if (this.behind[k] || share <= 0 || !over(at(wrist), share)) return;
      const goal = trunk - reach;
      const ratio = Math.min(1, goal / -at(wrist).z);
      (moved[wrist] as Vector3).multiplyScalar(ratio);
      const bent = Math.min(1, (depth(along(at(elbow))) - ELBOW * reach) / -at(elbow).z);
      (moved[elbow] as Vector3).multiplyScalar(bent);
      nearer[k] = ratio;
    });
    return { points: moved, seen, nearer };

    /** How far down the trunk a point of the picture is: 0 at the shoulders, 1 at the hips. */
    function along(point: Vector3): number {
      const y = point.y / -point.z;
      const [top, low] = [(sl.y / -sl.z + sr.y / -sr.z) / 2, (hl.y / -hl.z + hr.y / -hr.z) / 2];
      return Math.min(2.2, Math.max(0, (top - y) / Math.max(top - low, 1e-6)));
    }

    /** How far off the trunk is there. */
    function depth(share: number): number {
      const [top, low] = [(sl.z + sr.z) / -2, (hl.z + hr.z) / -2];
      return top + (low - top) * Math.min(1, share);
    }

    /** Whether clothes may be behind a point of the picture. */
    function over(point: Vector3, share: number): boolean {
      const t = Math.min(1, share);
      const x = point.x / -point.z;
      const xs = [sl.x / -sl.z + (hl.x / -hl.z - sl.x / -sl.z) * t, sr.x / -sr.z + (hr.x / -hr.z - sr.x / -sr.z) * t];
      const room = (BESIDE * width) / depth(share);
      return x > Math.min(...xs) - room && x < Math.max(...xs) + room;
    }
  }
}
