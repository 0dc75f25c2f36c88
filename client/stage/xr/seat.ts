import { type Group, MathUtils, type PerspectiveCamera, Quaternion, Vector3 } from 'three';

/** A seat in the hall: where its guest's head is above the floor plan, and where it looks (metres; +Z is where the runway leads). */
export interface Seat {
  readonly x: number;
  readonly z: number;
  readonly towards: readonly [x: number, z: number];
}

/** Places from which a visitor may watch, nearest the pose first: half a pace before the first row, so that no neighbour's knees are in her way. */
export const SEATS: readonly Seat[] = [
  { x: 2.1, z: 9.2, towards: [-0.6, 5] },
  { x: -2.1, z: 4.2, towards: [0.4, 0] },
  { x: 2.1, z: -2.4, towards: [-0.4, -6] },
];

export const EYES = 1.22; // metres above the floor of the hall, seated on a bench of the first row
const STANDING = 0.75; // metres that someone who stands is let down, at most
const DEEP = 0.35; // metres that someone who sits low is lifted, at most

/** Radians about the vertical from -Z, where a head that looks straight ahead looks, to `towards`. */
export function headingOf({ x, z, towards }: Seat): number {
  return Math.atan2(x - towards[0], z - towards[1]);
}

/** Radians about the vertical to which a head is turned, whatever it nods or tilts. */
export function yawOf(turn: Quaternion): number {
  const ahead = new Vector3(0, 0, -1).applyQuaternion(turn);
  return Math.atan2(-ahead.x, -ahead.z);
}

/** Puts the visitor's room where her head, wherever in it she is, is at the seat and looks down the runway. */
export function take(seat: Seat, rig: Group, head: PerspectiveCamera): void {
  const yaw = headingOf(seat) - yawOf(head.quaternion);
  rig.rotation.set(0, yaw, 0);
  const at = head.position.clone().applyAxisAngle(UP, yaw);
  rig.position.set(seat.x - at.x, MathUtils.clamp(EYES - at.y, -STANDING, DEEP), seat.z - at.z);
  rig.updateMatrixWorld(true);
}

/** Turns the room by `radians` about the visitor's head, for whoever cannot turn in her chair. */
export function turn(radians: number, rig: Group, head: PerspectiveCamera): void {
  const before = head.position.clone().applyMatrix4(rig.matrixWorld);
  rig.rotation.y += radians;
  rig.updateMatrixWorld(true);
  const after = head.position.clone().applyMatrix4(rig.matrixWorld);
  rig.position.add(before.sub(after));
  rig.updateMatrixWorld(true);
}

const UP = new Vector3(0, 1, 0);
