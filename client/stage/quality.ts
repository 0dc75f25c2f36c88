import type { Quality } from './types';

export type Shares = readonly [near: number, far: number, mirror: number];

/** What each tier draws. The low one is for a cheap phone: about 60 draw calls and 150,000 triangles. */
export interface Tier {
  readonly dpr: number;
  readonly samples: number;
  readonly bloom: boolean;
  readonly physical: boolean;
  readonly shadow: number;
  readonly backShadow: boolean;
  readonly mirrorScale: number;
  readonly mirrorGuests: boolean;
  readonly mirrorTaps: number;
  readonly guestRows: number;
  readonly nearGuests: boolean;
  readonly cones: boolean;
  readonly feet: number;
  /** Beyond this distance from the camera, metres, a look neither casts a shadow nor lies in the wet floor. */
  readonly reach: number;
  /** Share of triangles for a figure and for its cloth when near, far, and seen in the mirror or casting a shadow. */
  readonly detail: { readonly body: Shares; readonly cloth: Shares };
}

export const TIERS: Record<Quality, Tier> = {
  high: {
    dpr: 2,
    samples: 4,
    bloom: true,
    physical: true,
    shadow: 2048,
    backShadow: true,
    mirrorScale: 0.6,
    mirrorGuests: true,
    mirrorTaps: 10,
    guestRows: 3,
    nearGuests: true,
    cones: true,
    feet: 16,
    reach: 60,
    detail: { body: [1, 0.4, 0.35], cloth: [1, 1, 0.4] },
  },
  low: {
    dpr: 1.5,
    samples: 4,
    bloom: false,
    physical: false,
    shadow: 1024,
    backShadow: true,
    mirrorScale: 0.25,
    mirrorGuests: false,
    mirrorTaps: 4,
    guestRows: 1,
    nearGuests: false,
    cones: true,
    feet: 6,
    reach: 8.5,
    detail: { body: [1, 0.5, 0.3], cloth: [1, 0.6, 0.3] },
  },
};

/** Lowers the pixel ratio when frames are slow and raises it when they are quick: resolution is the first thing to give. */
export class Pace {
  private average = 0;
  private rested = 0;
  scale = 1;

  /** Takes the milliseconds between two frames; true when the scale has changed and the stage must resize. */
  take(milliseconds: number): boolean {
    if (milliseconds > 1000) return false; // a hidden tab, not a slow machine
    this.average = this.average ? this.average * 0.9 + milliseconds * 0.1 : milliseconds;
    if (++this.rested < 45) return false;
    const before = this.scale;
    if (this.average > 27) this.scale = Math.max(0.5, this.scale * 0.85);
    else if (this.average < 17.5) this.scale = Math.min(1, this.scale * 1.08);
    if (this.scale === before) return false;
    this.rested = 0;
    return true;
  }
}
