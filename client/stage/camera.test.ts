import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { point, shot, subject } from './camera';
import type { CameraName, Frame } from './types';

const walking = (z: number, heading = 0, t = 0): Frame => ({
  t,
  lights: 1,
  applause: 0,
  walkers: [{ look: 'a', x: heading ? 0.45 : -0.45, z, heading, clip: 'walk', at: 0 }],
});
const seen = (view: CameraName, frame: Frame, aspect: number, height: number, still = false): Vector3 => {
  const camera = new PerspectiveCamera();
  point(camera, shot(view, frame, aspect, still, false), aspect);
  const walker = frame.walkers[0];
  return new Vector3(walker?.x, height, walker?.z).project(camera);
};

describe.each([
  ['a wide screen', 16 / 9],
  ['a phone held upright', 390 / 844],
])('on %s', (_, aspect) => {
  test.each([
    ['front-row', [-7, -3, 0, 4, 8.2]],
    ['pit', [-7, 0, 5, 10]],
    ['overhead', [-7, 0, 5, 9]],
  ] as const)('%s keeps the look in the frame', (view, depths) => {
    for (const z of depths)
      for (const height of view === 'overhead' ? [1.0, 1.75] : [0.05, 1.82]) {
        const at = seen(view, walking(z), aspect, height);
        expect(Math.abs(at.x), `${view} x at z=${z}, ${height} m`).toBeLessThan(0.98);
        expect(Math.abs(at.y), `${view} y at z=${z}, ${height} m`).toBeLessThan(0.98);
      }
  });
});

test('the same instant gives the same shot', () => {
  const frame = walking(1.2, 0, 31.4);
  expect(shot('front-row', frame, 1.6, false, false)).toEqual(shot('front-row', frame, 1.6, false, false));
});

test('the gaze slides and never jumps, as one look leaves and the next one comes', () => {
  let before: Vector3 | undefined;
  for (let t = 0; t < 12; t += 1 / 30) {
    const frame: Frame = {
      t,
      lights: 1,
      applause: 0,
      walkers: [0, 8].map((gap, i) => ({ look: String(i), x: -0.45, z: -6 - gap + 1.25 * t, heading: 0, clip: 'walk', at: 0 })),
    };
    const now = subject(frame, 10.6);
    if (before) expect(now.distanceTo(before)).toBeLessThan(0.45); // metres in a thirtieth of a second: a fast pan, not a cut
    before = now;
  }
});

test('with reduced motion the camera stands still while the look walks', () => {
  for (const view of ['front-row', 'pit', 'overhead'] as const) {
    const [a, b] = [shot(view, walking(-4, 0, 1), 1.6, true, false), shot(view, walking(3, 0, 9), 1.6, true, false)];
    expect(a.position).toEqual(b.position);
    expect(a.target).toEqual(b.target);
  }
});

test('an empty runway still has a picture', () => {
  const empty = shot('front-row', { t: 0, walkers: [], lights: 1, applause: 0 }, 1.6, false, false);
  expect(Number.isFinite(empty.position.length() + empty.target.length())).toBe(true);
});

test('who poses is looked at through the turn, and let go as she leaves', () => {
  const look = (clip: string, at: number, heading: number): number => {
    const [poser, next] = [
      { look: 'a', x: 0, z: 8.2, heading, clip, at },
      { look: 'b', x: -0.45, z: -2, heading: 0, clip: 'walk', at: 0 },
    ];
    return subject({ t: 0, lights: 1, applause: 0, walkers: [poser, next] }, 10.6).z;
  };
  expect(look('pose', 0.5, 0)).toBeGreaterThan(7.5);
  expect(look('turn', 0.9, 2.8)).toBeGreaterThan(7.5);
  expect(look('go', 0.99, Math.PI)).toBeLessThan(0);
});

test.each(['front-row', 'pit'] as const)('in the finale %s sees both looks in front on a phone', (view) => {
  const walkers = [-0.45, 0.45].map((x, i) => ({ look: String(i), x, z: 8.2 - 1.25 * i, heading: 0, clip: 'pose', at: 0.5 }));
  const frame = { t: 0, lights: 1, applause: 1, walkers };
  const camera = new PerspectiveCamera();
  point(camera, shot(view, frame, 390 / 844, false, false), 390 / 844);
  for (const { x, z } of walkers) expect(Math.abs(new Vector3(x, 1.2, z).project(camera).x)).toBeLessThan(0.85);
});

test('in the studio a look is in the middle whichever way it faces', () => {
  for (const heading of [0, 1.6, Math.PI]) {
    const frame = { t: 0, lights: 1, applause: 0, walkers: [{ look: 'a', x: 0, z: 0, heading, clip: 'stand', at: 0 }] };
    expect(shot('orbit', frame, 0.6, true, true).target).toMatchObject({ x: 0, z: 0 });
  }
});
