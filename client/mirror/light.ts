import { Color, Vector3 } from 'three';
import { AT, type Tracked } from './tracked';

/** The light of a room, as a frame tells it. */
export interface RoomLight {
  /** Its colour, of luminance 1, and how much of it there is: 1 in a well exposed picture. */
  readonly color: Color;
  readonly level: number;
  /** Where most of it comes from, in the camera's space, and how much more comes from there, 0..1. */
  readonly from: Vector3;
  readonly contrast: number;
}

/** Pixels of a frame that are looked at. */
export const [ACROSS, DOWN] = [96, 72] as const;
const MIDDLE = 0.2; // what a scene reflects on average, to which cameras expose: between the 18 % of grey cards and 22 %
const SOON = 0.08; // share of what a new frame says
const SEEN = 0.5;

const LINEAR = Float32Array.from({ length: 256 }, (_, v) => new Color().setRGB(v / 255, 0, 0, 'srgb').r);
const luminance = (r: number, g: number, b: number): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Two landmarks between which a line of skin or cloth runs from the middle of the person to her left or her right. */
const SLOPES: readonly (readonly [left: readonly [number, number], right: readonly [number, number], weight: number])[] = [
  [[AT.nose, AT.earL], [AT.nose, AT.earR], 1],
  [[AT.shoulderL, AT.hipL], [AT.shoulderR, AT.hipR], 0.7],
  [[AT.shoulderL, AT.elbowL], [AT.shoulderR, AT.elbowR], 0.4],
];

/**
 * What the room's light is. pixels: RGBA of a frame, `ACROSS` by `DOWN`. Its colour and amount are the frame's mean; that it comes
 * from one side is read off the person, whose two sides are much alike: face, flanks and upper arms are brighter towards it.
 */
export function lightOf(pixels: Uint8ClampedArray, tracked: Tracked | null): RoomLight {
  const sum = [0, 0, 0];
  const halves = [0, 0];
  const at = (x: number, y: number): [number, number, number] => {
    const i = 4 * (Math.min(DOWN - 1, Math.max(0, y)) * ACROSS + Math.min(ACROSS - 1, Math.max(0, x)));
    return [0, 1, 2].map((k) => LINEAR[pixels[i + k] as number] as number) as [number, number, number];
  };
  for (let y = 0; y < DOWN; y++)
    for (let x = 0; x < ACROSS; x++) {
      const [r, g, b] = at(x, y);
      sum[0] = (sum[0] as number) + r;
      sum[1] = (sum[1] as number) + g;
      sum[2] = (sum[2] as number) + b;
      halves[y < DOWN / 2 ? 0 : 1] = (halves[y < DOWN / 2 ? 0 : 1] as number) + luminance(r, g, b);
    }
  const [r, g, b] = sum.map((v) => v / (ACROSS * DOWN)) as [number, number, number];
  const mean = Math.max(luminance(r, g, b), 1e-3);
  const color = new Color(r / mean, g / mean, b / mean).lerp(new Color(1, 1, 1), 0.8); // most of a colour that is seen is the walls', not the light's
  const [top, bottom] = halves as [number, number];

  let [aside, weight] = [0, 0];
  if (tracked)
    for (const [left, right, w] of SLOPES) {
      if ([...left, ...right].some((k) => (tracked.image[k]?.visibility ?? 0) < SEEN)) continue;
      const [a, b] = [along(left), along(right)];
      aside += w * Math.log((a + 0.01) / (b + 0.01));
      weight += w;
    }
  const side = weight ? Math.max(-1, Math.min(1, aside / weight)) * facing() : 0;
  const above = Math.max(-0.4, Math.min(0.6, 0.5 * Math.log((top + 1) / (bottom + 1))));
  const from = new Vector3(1.3 * side, 0.55 + above, 0.75).normalize();
  return { color, level: Math.min(1, Math.max(0.12, mean / MIDDLE)), from, contrast: Math.min(1, 0.35 + Math.abs(side)) };

  /** Mean luminance between two landmarks. */
  function along([from, to]: readonly [number, number]): number {
    const [p, q] = [tracked?.image[from], tracked?.image[to]];
    let total = 0;
    for (let k = 0; k < 9; k++) {
      const t = 0.1 + (0.8 * k) / 8;
      const [x, y] = [(p?.x ?? 0) + t * ((q?.x ?? 0) - (p?.x ?? 0)), (p?.y ?? 0) + t * ((q?.y ?? 0) - (p?.y ?? 0))];
      total += luminance(...at(Math.floor(x * ACROSS), Math.floor(y * DOWN)));
    }
    return total / 9;
  }

  /** 1 when her left is at the picture's right, as of someone who faces the camera; -1 from behind. */
  function facing(): number {
    return (tracked?.image[AT.shoulderL]?.x ?? 1) >= (tracked?.image[AT.shoulderR]?.x ?? 0) ? 1 : -1;
  }
}

/** A light that follows another slowly: rooms do not flicker. */
export function towards(before: RoomLight | null, now: RoomLight): RoomLight {
  if (!before) return now;
  const mix = (a: number, b: number): number => a + SOON * (b - a);
  return {
    color: before.color.clone().lerp(now.color, SOON),
    level: mix(before.level, now.level),
    from: before.from.clone().lerp(now.from, SOON).normalize(),
    contrast: mix(before.contrast, now.contrast),
  };
}
