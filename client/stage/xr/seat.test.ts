import { Group, PerspectiveCamera, Vector3 } from 'three';
import { expect, test } from 'vitest';
import { ROWS, SEATS as BENCHES } from '../hall';
import { EYES, SEATS, take, turn } from './seat';

/** A visitor somewhere in her own room, turned away from its middle. */
function visitor(height: number): { rig: Group; head: PerspectiveCamera } {
  const [rig, head] = [new Group(), new PerspectiveCamera()];
  rig.add(head);
  head.position.set(0.7, height, -1.1);
  head.rotation.set(-0.3, 2.1, 0.1, 'YXZ');
  head.updateMatrix();
  return { rig, head };
}

test.each(SEATS)('wherever she is in her room, her head is at the seat and looks down the runway: %o', (seat) => {
  const { rig, head } = visitor(1.25);
  take(seat, rig, head);
  const at = head.getWorldPosition(new Vector3());
  const ahead = head.getWorldDirection(new Vector3());
  expect(at.distanceTo(new Vector3(seat.x, EYES, seat.z))).toBeLessThan(1e-6);
  const aim = new Vector3(seat.towards[0] - seat.x, 0, seat.towards[1] - seat.z).normalize();
  expect(ahead.setY(0).normalize().dot(aim)).toBeGreaterThan(0.9999);
});

test('who stands is let down to a seat, but never sinks through the floor', () => {
  const standing = visitor(1.68);
  take(SEATS[0] as (typeof SEATS)[number], standing.rig, standing.head);
  expect(standing.head.getWorldPosition(new Vector3()).y).toBeCloseTo(EYES);
  const giant = visitor(2.6);
  take(SEATS[0] as (typeof SEATS)[number], giant.rig, giant.head);
  expect(giant.head.getWorldPosition(new Vector3()).y).toBeGreaterThan(EYES);
});

test('a turn is about the head, which stays where it is', () => {
  const { rig, head } = visitor(1.3);
  take(SEATS[1] as (typeof SEATS)[number], rig, head);
  const before = head.getWorldPosition(new Vector3());
  const ahead = head.getWorldDirection(new Vector3());
  turn(Math.PI / 6, rig, head);
  expect(head.getWorldPosition(new Vector3()).distanceTo(before)).toBeLessThan(1e-9);
  const flat = (v: Vector3): Vector3 => v.clone().setY(0).normalize();
  expect(flat(head.getWorldDirection(new Vector3())).dot(flat(ahead))).toBeCloseTo(Math.cos(Math.PI / 6));
});

test('every seat is in the first row: between its bench and the runway, along the benches', () => {
  for (const { x, z } of SEATS) {
    expect(Math.abs(x)).toBeLessThan(ROWS[0].x + 0.2);
    expect(Math.abs(x)).toBeGreaterThan(1.9); // the runway's edge
    expect(z).toBeGreaterThan(BENCHES.from);
    expect(z).toBeLessThan(BENCHES.to);
  }
});
