import { type Color, DirectionalLight, Group, HemisphereLight, Vector3 } from 'three';
import { MIRRORED } from './layers';
import { PALETTE } from './palette';
import type { Tier } from './quality';

/** Where the two lamps stand for a shot, as directions towards the light. */
export interface Rig {
  readonly key: readonly [number, number, number];
  readonly back: readonly [number, number, number];
  readonly keyLevel: number;
  readonly backLevel: number;
  readonly fillLevel: number;
}

/** Light as it is somewhere: linear colours of the lamp and of what comes from all round, and how bright that is (1: a studio's). */
export interface Daylight {
  readonly key: Color;
  readonly fill: Color;
  readonly surrounding: number;
}

/** A point on the face of each lamp, in (-1..1)², for the soft shadows of a still; zero for a live frame. */
export type Jitter = readonly [keyX: number, keyY: number, backX: number, backY: number];
export const STEADY: Jitter = [0, 0, 0, 0];

const KEY_FACE = [0.13, 0.3] as const;
const BACK_FACE = [0.1, 0.16] as const;
const UP = new Vector3(0, 1, 0);

/** Key, back and fill light. The lamps travel with the look so that shadow texels are spent where the eye is. */
export class Lights {
  readonly group = new Group();
  private readonly key: DirectionalLight;
  private readonly back: DirectionalLight;
  private readonly fill = new HemisphereLight(PALETTE.sky, PALETTE.ground, PALETTE.fillLevel);

  constructor(
    private readonly tier: Tier,
    private readonly reach: number,
    private readonly softness: number,
  ) {
    this.key = this.lamp(PALETTE.key, tier.shadow, true);
    this.back = this.lamp(PALETTE.back, tier.shadow, tier.backShadow);
    for (const light of [this.key, this.back, this.fill]) {
      light.layers.enable(MIRRORED);
      this.group.add(light);
    }
    this.group.add(this.key.target, this.back.target);
  }

  private lamp(color: string, size: number, castShadow: boolean): DirectionalLight {
    const light = new DirectionalLight(color);
    light.castShadow = castShadow;
    light.shadow.mapSize.set(size, size);
    light.shadow.bias = -0.0004;
    light.shadow.normalBias = 0.012;
    light.shadow.radius = this.softness;
    Object.assign(light.shadow.camera, {
      left: -this.reach,
      right: this.reach,
      bottom: -this.reach,
      top: this.reach,
      near: 2,
      far: 40,
    });
    return light;
  }

  /** Whether the key light alone throws shadows: in a room a second one would be seen to come from nowhere. */
  alone(so: boolean): void {
    this.back.castShadow = !so && this.tier.backShadow;
  }

  /** Gives the lamps the colours of `light`, or their own. */
  tint(light: Daylight | null): void {
    this.key.color.set(light?.key ?? PALETTE.key);
    this.back.color.set(light?.fill ?? PALETTE.back);
    this.fill.color.set(light?.fill ?? PALETTE.sky);
    this.fill.groundColor.set(PALETTE.ground);
  }

  /** Points the lamps at `centre`; `lights` 0..1 is the dimmer. */
  aim(rig: Rig, centre: Vector3, lights: number, jitter: Jitter = STEADY): void {
    this.key.intensity = rig.keyLevel * lights;
    this.back.intensity = rig.backLevel * lights;
    this.fill.intensity = rig.fillLevel * lights;
    this.place(this.key, rig.key, centre, KEY_FACE, jitter[0], jitter[1]);
    this.place(this.back, rig.back, centre, BACK_FACE, jitter[2], jitter[3]);
  }

  private place(
    light: DirectionalLight,
    towards: readonly [number, number, number],
    centre: Vector3,
    face: readonly [number, number],
    x: number,
    y: number,
  ): void {
    const direction = new Vector3(...towards).normalize();
    const across = UP.clone().cross(direction).normalize();
    const along = direction.clone().cross(across);
    const texel = (2 * this.reach) / light.shadow.mapSize.x;
    const snap = (axis: Vector3) => Math.round(centre.dot(axis) / texel) * texel - centre.dot(axis);
    const still = centre.clone().addScaledVector(across, snap(across)).addScaledVector(along, snap(along));
    direction
      .addScaledVector(across, x * face[0])
      .addScaledVector(along, y * face[1])
      .normalize();
    light.target.position.copy(still);
    light.position.copy(still).addScaledVector(direction, 16);
    light.target.updateMatrixWorld();
  }

  dispose(): void {
    this.key.dispose();
    this.back.dispose();
  }
}
