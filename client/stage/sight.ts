import { type PerspectiveCamera, Vector3 } from 'three';

/** A flat rectangle in the hall: its centre, half its width along `across`, half its height along `up`, all in metres. */
export interface Panel {
  readonly centre: Vector3;
  readonly across: Vector3;
  readonly up: Vector3;
}

/** Somebody who may stand before it: an upright cylinder. */
export interface Body {
  readonly x: number;
  readonly z: number;
  readonly radius: number;
  readonly from: number;
  readonly to: number;
}

/** How a panel is seen: what part of the picture it takes, what part of it is in sight, from how far aside. */
export interface Sight {
  readonly share: number;
  readonly inSight: number;
  readonly degrees: number;
}

const GRID = 3; // points each way that are looked at for whoever stands before them
const UNSEEN: Sight = { share: 0, inSight: 0, degrees: 90 };
const corner = new Vector3();
const normal = new Vector3();
const ray = new Vector3();

type Point = readonly [number, number];

/** What the camera, standing and projected as for its last picture, sees of a panel past `bodies`. Behind the camera: nothing. */
export function sight(camera: PerspectiveCamera, panel: Panel, bodies: readonly Body[]): Sight {
  const eye = camera.position;
  normal.crossVectors(panel.across, panel.up).normalize();
  ray.subVectors(eye, panel.centre);
  const degrees = (Math.acos(Math.min(1, Math.max(-1, normal.dot(ray) / ray.length()))) * 180) / Math.PI;
  if (degrees >= 90) return UNSEEN;
  const outline: Point[] = [];
  for (const [a, b] of [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const) {
    corner.copy(panel.centre).addScaledVector(panel.across, a).addScaledVector(panel.up, b);
    if (-ray.copy(corner).applyMatrix4(camera.matrixWorldInverse).z < camera.near) return UNSEEN;
    corner.project(camera);
    outline.push([corner.x, corner.y]);
  }
  const whole = area(outline);
  if (whole <= 0) return UNSEEN;
  const framed = area(clipped(outline));
  const free = 1 - hidden(eye, panel, bodies);
  return { share: (framed / 4) * free, inSight: (framed / whole) * free, degrees };
}

/** The part of a panel's points that somebody stands before. */
function hidden(eye: Vector3, panel: Panel, bodies: readonly Body[]): number {
  let behind = 0;
  for (let i = 0; i < GRID; i++)
    for (let j = 0; j < GRID; j++) {
      const [a, b] = [((i + 0.5) / GRID) * 2 - 1, ((j + 0.5) / GRID) * 2 - 1];
      corner.copy(panel.centre).addScaledVector(panel.across, a).addScaledVector(panel.up, b);
      if (bodies.some((body) => before(eye, corner, body))) behind++;
    }
  return behind / GRID ** 2;
}

function before(eye: Vector3, point: Vector3, { x, z, radius, from, to }: Body): boolean {
  const [dx, dz] = [point.x - eye.x, point.z - eye.z];
  const along = ((x - eye.x) * dx + (z - eye.z) * dz) / (dx * dx + dz * dz);
  if (along <= 0.02 || along >= 0.98) return false;
  if (Math.hypot(eye.x + along * dx - x, eye.z + along * dz - z) > radius) return false;
  const height = eye.y + along * (point.y - eye.y);
  return height >= from && height <= to;
}

/** The outline within the picture (Sutherland and Hodgman, 1974). */
function clipped(outline: readonly Point[]): Point[] {
  let left = [...outline];
  for (const [axis, side] of [[0, 1], [0, -1], [1, 1], [1, -1]] as const) {
    const kept: Point[] = [];
    left.forEach((to, index) => {
      const from = left.at(index - 1) as Point;
      const [a, b] = [1 - side * from[axis], 1 - side * to[axis]];
      if (a * b < 0) {
        const part = a / (a - b);
        kept.push([from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
      }
      if (b >= 0) kept.push(to);
    });
    left = kept;
  }
  return left;
}

function area(outline: readonly Point[]): number {
  let twice = 0;
  outline.forEach(([x, y], index) => {
    const [px, py] = outline.at(index - 1) as Point;
    twice += px * y - x * py;
  });
  return Math.abs(twice) / 2;
}
