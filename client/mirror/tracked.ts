// What the mirror sees of a person: the 33 landmarks of BlazePose (Bazarevsky et al. 2020, figure 3), in its order.

/** One landmark; visibility 0..1. */
export interface Landmark {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly visibility: number;
}

/** A person in one frame. */
export interface Tracked {
  /** ms, on the clock of `performance.now`. */
  readonly at: number;
  /** (33) x to the right and y down, 0..1 of the frame; z as x, smaller is nearer. */
  readonly image: readonly Landmark[];
  /** (33) metres from the middle between the hips: x to the right of the picture, y down, z away from the camera. */
  readonly world: readonly Landmark[];
}

/** The numbers of the landmarks that clothes follow; left is the wearer's left. */
export const AT = {
  nose: 0,
  earL: 7,
  earR: 8,
  shoulderL: 11,
  shoulderR: 12,
  elbowL: 13,
  elbowR: 14,
  wristL: 15,
  wristR: 16,
  hipL: 23,
  hipR: 24,
  kneeL: 25,
  kneeR: 26,
  ankleL: 27,
  ankleR: 28,
} as const;
