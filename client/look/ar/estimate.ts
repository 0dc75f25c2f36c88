import { Color, MathUtils, Vector3 } from 'three';
import type { Daylight, Rig } from '../../stage/light';

/** What a device says of the light in a room (WebXR Lighting Estimation, W3C draft): linear, in the axes of the visitor's room. */
export interface Estimate {
  /** Nine coefficients of three colours, red, green, blue of the first one first. */
  readonly sphericalHarmonicsCoefficients: ArrayLike<number>;
  readonly primaryLightDirection: { readonly x: number; readonly y: number; readonly z: number };
  readonly primaryLightIntensity: { readonly x: number; readonly y: number; readonly z: number };
}

export interface Lit {
  readonly rig: Rig;
  readonly daylight: Daylight;
}

const MEAN = 0.282095; // of the first spherical harmonic: times its coefficient, the mean radiance
const STUDIO = 0.75; // mean radiance of the studio that the look was lit in
const LOW = 0.3; // a lamp lower than this would throw a shadow across the whole floor
const [WEAKEST, STRONGEST] = [0.4, 4.5];
const AGAINST = 0.18; // of the lamp: light on her far edge, that dark cloth is not lost against a dark room

const brightest = (c: Color): number => Math.max(c.r, c.g, c.b, 1e-4);

/**
 * The lamps that stand in for a room's own light. `yaw`: how far the look's axes are turned from the room's, radians. Levels are kept
 * within what cloth can be seen in, whatever a dark corner or a window does to the estimate.
 */
export function lit(estimate: Estimate, yaw: number): Lit {
  const { primaryLightIntensity: primary, primaryLightDirection: from, sphericalHarmonicsCoefficients: sh } = estimate;
  const lamp = new Color(primary.x, primary.y, primary.z);
  const level = MathUtils.clamp(brightest(lamp), WEAKEST, STRONGEST);
  const round = new Color(sh[0] ?? 0, sh[1] ?? 0, sh[2] ?? 0).multiplyScalar(MEAN);
  const surrounding = MathUtils.clamp(brightest(round) / STUDIO, 0.35, 1.8);
  const key = lamp.multiplyScalar(1 / brightest(lamp));
  const fill = round.multiplyScalar(1 / brightest(round));
  const towards = new Vector3(from.x, from.y, from.z).normalize().applyAxisAngle(UP, -yaw);
  towards.y = Math.max(LOW, towards.y);
  const direction = [towards.x, towards.y, towards.z] as const;
  const back = [-towards.x, Math.max(0.5, towards.y), -towards.z] as const;
  return {
    rig: { key: direction, back, keyLevel: level, backLevel: AGAINST * level, fillLevel: 0.35 * surrounding },
    daylight: { key: pale(key), fill: pale(fill), surrounding },
  };
}

/** `share` of the way from one light to another, so that a passing shadow does not make it jump. */
export function between(one: Lit, two: Lit, share: number): Lit {
  const mix = (a: number, b: number): number => MathUtils.lerp(a, b, share);
  const turn = (a: Rig['key'], b: Rig['key']): Rig['key'] => [mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])];
  return {
    rig: {
      key: turn(one.rig.key, two.rig.key),
      back: turn(one.rig.back, two.rig.back),
      keyLevel: mix(one.rig.keyLevel, two.rig.keyLevel),
      backLevel: mix(one.rig.backLevel, two.rig.backLevel),
      fillLevel: mix(one.rig.fillLevel, two.rig.fillLevel),
    },
    daylight: {
      key: one.daylight.key.clone().lerp(two.daylight.key, share),
      fill: one.daylight.fill.clone().lerp(two.daylight.fill, share),
      surrounding: mix(one.daylight.surrounding, two.daylight.surrounding),
    },
  };
}

/** Half as coloured: a phone's own white balance has taken the other half from what is seen behind her. */
function pale(colour: Color): Color {
  return colour.lerp(new Color(1, 1, 1), 0.5);
}

const UP = new Vector3(0, 1, 0);
