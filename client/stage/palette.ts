import { Color } from 'three';

/** Colours and light levels of the hall, in scene units before exposure; tuned together by eye, see docs/stage.md. */
export const PALETTE = {
  exposure: 1.22,
  background: '#0c0b0b',
  fog: '#24262c',
  fogDensity: 0.02,
  wall: '#56575c',
  bench: '#5f5e5d',
  portal: '#fff0e2',
  cove: '#ffc58e',
  coveLevel: 4.4,
  ribbon: '#fff4e6',
  ribbonLevel: 6,
  edge: '#fff1de',
  edgeLevel: 1.6,
  rim: '#ffe9d6',
  key: '#fff2e2',
  keyLevel: 2.7,
  back: '#ffdcb8',
  backLevel: 3,
  sky: '#cfd8ea',
  ground: '#1c1a1a',
  fillLevel: 0.18,
  environment: 0.5,
} as const;

/** The measures of the room: the runway is 24 m from the portal (-12) to the photographers (+12). */
export const ROOM = {
  width: 17,
  height: 7.6,
  back: -15,
  portal: -11.7,
  front: 22,
  runway: 1.75,
} as const;

/** A colour times a level, for surfaces that shine. */
export function shine(color: string, level: number): Color {
  return new Color(color).multiplyScalar(level);
}
