import { MathUtils, PerspectiveCamera, Vector3 } from 'three';
import type { Rig } from './light';
import { PALETTE, ROOM } from './palette';
import type { CameraName, Frame, Walker } from './types';

/** A camera as a photographer sets it: lens, stop, focus, and the light that belongs to the place it stands. */
export interface Shot {
  readonly position: Vector3;
  readonly target: Vector3;
  readonly focus: Vector3;
  /** Focal length on a sensor 20.25 mm high. */
  readonly millimetres: number;
  readonly stop: number;
  readonly roll: number;
  /** Where the picture's centre sits, as a share of half the frame: +x puts the subject left, +y puts it higher. */
  readonly shift: readonly [number, number];
  readonly rig: Rig;
  readonly guestLight: number;
  readonly guestRim: number;
  readonly room: number;
  readonly gloss: number;
  readonly haze: number;
}

export const SENSOR = 20.25;
const HALF_WAY = 0.03;
const WIDER = 1.2; // of two looks side by side on a phone held upright both are seen
const TALL = 12; // of several looks the tallest decides how much room the picture has above

const smooth = MathUtils.smoothstep;
const RIG = { keyLevel: PALETTE.keyLevel, backLevel: PALETTE.backLevel, fillLevel: PALETTE.fillLevel };

/** How far a walker is to be looked at from before: who has posed is let go as she leaves, not as she turns. */
function facing({ clip, at, heading }: Walker): number {
  if (clip === 'turn') return 1;
  return clip === 'go' ? Math.max(Math.cos(heading), 1 - 2 * smooth(at, 0.2, 1)) : Math.cos(heading);
}

/** How much a walker is the subject: coming towards us and near `best`; going away counts a little, so that a shot is never empty. */
function claim(walker: Walker, nearest: number): number {
  const coming = facing(walker);
  const seen = smooth(walker.z, ROOM.portal - 0.6, ROOM.portal + 3) * (1 - smooth(walker.z, nearest - 2.2, nearest));
  const closeness = 0.25 + (walker.z - ROOM.portal) / 24;
  return (coming > 0 ? 0.02 + 0.98 * coming : 0.02 * (1 + coming)) * seen * closeness ** 3;
}

/** How tall whoever wears a look is, metres. */
export type HeightOf = (look: string) => number;
const USUAL: HeightOf = () => 1.78;

/** Where the look on stage is, weighted so that the gaze slides from one look to the next and never jumps; y is how tall it is. */
export function subject(frame: Frame, nearest: number, heightOf: HeightOf = USUAL): Vector3 {
  const sum = new Vector3(-0.45, 1.78, 4).multiplyScalar(HALF_WAY * HALF_WAY); // an empty runway is shown as if a look stood there
  let weight = HALF_WAY * HALF_WAY;
  let tall = weight * 1.78 ** TALL;
  for (const walker of frame.walkers) {
    const share = claim(walker, nearest) ** 2;
    sum.x += walker.x * share;
    tall += heightOf(walker.look) ** TALL * share;
    sum.z += walker.z * share;
    weight += share;
  }
  return sum.divideScalar(weight).setY((tall / weight) ** (1 / TALL));
}

/** How far apart to left and right the looks on stage stand, metres (weighted as `subject` does); 0 for one alone. */
function apart(frame: Frame, nearest: number): number {
  let [weight, mean, square] = [HALF_WAY * HALF_WAY, 0, 0];
  for (const walker of frame.walkers) {
    const share = claim(walker, nearest) ** 2;
    weight += share;
    mean += walker.x * share;
    square += walker.x * walker.x * share;
  }
  return Math.sqrt(Math.max(0, square / weight - (mean / weight) ** 2));
}

function sway(t: number, amount: number, still: boolean): Vector3 {
  if (still) return new Vector3();
  return new Vector3(
    Math.sin(t * 0.31) + 0.4 * Math.sin(t * 0.83),
    0.6 * Math.sin(t * 0.23 + 1) + 0.3 * Math.sin(t * 0.71),
    0.5 * Math.sin(t * 0.19 + 2),
  ).multiplyScalar(amount);
}

/** From the last seat of the first row, beside where they pose: 35 mm wide open, low, the look a third into the frame. */
function frontRow(frame: Frame, aspect: number, still: boolean, heightOf: HeightOf): Shot {
  const at = still ? new Vector3(-0.3, 1.78, 7.4) : subject(frame, 10.6, heightOf);
  const size = at.y / 1.78;
  const tall = smooth(1.25 - aspect, 0, 0.6);
  const near = smooth(at.z, -6, 8.2);
  const wider = 1 + WIDER * tall * apart(frame, 10.6);
  const position = new Vector3(MathUtils.lerp(1.95, 1.5, tall), 0.8, 11.1 + 0.75 * near + 1.5 * tall).add(
    sway(frame.t, 0.02, still),
  );
  return {
    position,
    target: new Vector3(at.x, 1.02 * size ** 0.6, at.z),
    focus: new Vector3(at.x, 1.3 * size, at.z),
    millimetres: (MathUtils.lerp(52, 34, near) * (1 + 0.12 * tall)) / size ** 0.8 / wider,
    stop: 1.8,
    roll: 0,
    shift: [MathUtils.lerp(0.22, 0.16, tall), 0.12 * tall],
    rig: { key: [0.45, 1, 0.55], back: [-0.25, 0.62, -1], ...RIG },
    guestLight: 0.75,
    guestRim: 1,
    room: 1,
    gloss: 1,
    haze: 1,
  };
}

/** From the photographers' pit: a long lens that zooms to hold the look at full length. */
function pit(frame: Frame, aspect: number, still: boolean, heightOf: HeightOf): Shot {
  const at = still ? new Vector3(-0.3, 1.78, 2.5) : subject(frame, 13, heightOf);
  const size = at.y / 1.78;
  const position = new Vector3(0.15, 1.5, 19.5).add(sway(frame.t, 0.03, still));
  const tall = smooth(1.25 - aspect, 0, 0.6);
  const distance = position.z - at.z;
  const wider = 1 + WIDER * tall * apart(frame, 13);
  return {
    position,
    target: new Vector3(at.x * 0.75, 0.96 * size, at.z),
    focus: new Vector3(at.x, 1.25 * size, at.z),
    millimetres: (MathUtils.clamp((distance * 9) / size, 70, 210) * (1 - 0.12 * tall)) / wider,
    stop: 5,
    roll: 0,
    shift: [0, 0.06 + 0.1 * tall],
    rig: { key: [0.35, 1, 0.6], back: [-0.3, 0.6, -1], ...RIG },
    guestLight: 0.5,
    guestRim: 0.6,
    room: 0.65,
    gloss: 1,
    haze: 0.4,
  };
}

/** From the rig: steeply down on the look, the ribbon lying on the wet floor behind it. */
function overhead(frame: Frame, aspect: number, still: boolean): Shot {
  const at = still ? new Vector3(-0.3, 1.78, 2) : subject(frame, 11);
  const tall = smooth(1.25 - aspect, 0, 0.6);
  const drift = sway(frame.t, 0.05, still);
  return {
    position: new Vector3(-0.05 + at.x * 0.2, 4.9, at.z + 2.9).add(drift),
    target: new Vector3(-0.25 + at.x * 0.4, 0, at.z - 0.75),
    focus: new Vector3(at.x, 1.3, at.z),
    millimetres: 28 * (1 - 0.15 * tall),
    stop: 5.6,
    roll: MathUtils.lerp(0.5, 0.2, tall),
    shift: [0, 0.05 * tall],
    rig: { key: [0.5, 1, 0.35], back: [-0.5, 0.7, -0.8], ...RIG },
    guestLight: 0.02,
    guestRim: 0.22,
    room: 0.2,
    gloss: 0.32,
    haze: 0.7,
  };
}

const STUDIO_RIG: Rig = { key: [-0.75, 1, 0.8], back: [0.6, 0.8, -1], keyLevel: 2.9, backLevel: 1.3, fillLevel: 0.12 };

const ROOMY = 1.3; // metres that one look wants beside it
const WIDTH = 2.5; // metres that the studio's lens holds across at an aspect of 1

/** In the studio every view is of the one look, standing at the middle; of several, of all of them. */
function studio(view: CameraName, frame: Frame, aspect: number, heightOf: HeightOf): Shot {
  const [walker, ...others] = frame.walkers; // whichever way it faces
  const places = frame.walkers.map(({ x }) => x);
  const [left, right] = walker ? [Math.min(...places), Math.max(...places)] : [0, 0];
  const heights = frame.walkers.map(({ look }) => heightOf(look));
  const at = new Vector3((left + right) / 2, walker ? Math.max(...heights) : 1.78, walker?.z ?? 0);
  const size = (at.y / 1.78) * (others.length ? Math.max(1, (right - left + ROOMY) / (WIDTH * aspect)) : 1);
  const rise = at.y / 1.78;
  const tall = smooth(1.25 - aspect, 0, 0.6);
  const views: Record<CameraName, readonly [number, number, number, number, number]> = {
    'front-row': [0.85, 1.15, 6.1, 0.93, 50],
    pit: [0.25, 1.45, 3.4, 1.32, 70],
    overhead: [-1.6, 2.7, 4.6, 0.9, 50],
    orbit: [0.85, 1.15, 6.1, 0.93, 50],
  };
  const [x, y, z, height, millimetres] = views[view];
  return {
    position: new Vector3(at.x + x, y, at.z + z),
    target: new Vector3(at.x, height * rise, at.z),
    focus: new Vector3(at.x, 1.25 * rise, at.z),
    millimetres: (millimetres * (1 - 0.05 * tall)) / size,
    stop: 4,
    roll: 0,
    shift: [0, 0],
    rig: STUDIO_RIG,
    guestLight: 0,
    guestRim: 0,
    room: 1,
    gloss: 1,
    haze: 0,
  };
}

/** The shot of a named camera at an instant: a pure function of its arguments. */
export function shot(
  view: CameraName,
  frame: Frame,
  aspect: number,
  still: boolean,
  inStudio: boolean,
  heightOf: HeightOf = USUAL,
): Shot {
  if (inStudio) return studio(view, frame, aspect, heightOf);
  if (view === 'pit') return pit(frame, aspect, still, heightOf);
  if (view === 'overhead') return overhead(frame, aspect, still);
  return frontRow(frame, aspect, still, heightOf);
}

/** Sets `camera` as the shot asks. */
export function point(camera: PerspectiveCamera, shot: Shot, aspect: number): void {
  camera.near = 0.15;
  camera.far = 90;
  camera.aspect = aspect;
  camera.fov = MathUtils.radToDeg(2 * Math.atan(SENSOR / 2 / shot.millimetres));
  camera.updateProjectionMatrix();
  camera.projectionMatrix.elements[8] = (camera.projectionMatrix.elements[8] ?? 0) + shot.shift[0];
  camera.projectionMatrix.elements[9] = (camera.projectionMatrix.elements[9] ?? 0) - shot.shift[1];
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
  camera.position.copy(shot.position);
  camera.up.set(0, 1, 0);
  camera.lookAt(shot.target);
  camera.rotateZ(shot.roll);
  camera.updateMatrixWorld();
}
