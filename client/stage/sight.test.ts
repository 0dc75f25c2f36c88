import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { type Panel, sight } from './sight';

function camera(): PerspectiveCamera {
  const made = new PerspectiveCamera(90, 1, 0.1, 100); // 90 degrees: at 5 m the picture is 10 m by 10 m
  made.position.set(0, 2, 5);
  made.updateMatrixWorld();
  return made;
}

const wall = (x: number, width = 2, height = 1, y = 2): Panel => ({
  centre: new Vector3(x, y, 0),
  across: new Vector3(width / 2, 0, 0),
  up: new Vector3(0, height / 2, 0),
});

describe('how a panel is seen', () => {
  it('takes its part of the picture', () => {
    const seen = sight(camera(), wall(0), []);
    expect(seen.share).toBeCloseTo(0.02, 5); // 2 m² of 100
    expect(seen.inSight).toBeCloseTo(1, 5);
    expect(seen.degrees).toBeCloseTo(0, 3);
  });

  it('is half in sight where the picture ends in its middle', () => {
    const seen = sight(camera(), wall(5), []);
    expect(seen.inSight).toBeCloseTo(0.5, 5);
    expect(seen.share).toBeCloseTo(0.01, 5);
    expect(sight(camera(), wall(9), []).share).toBe(0);
  });

  it('is seen from aside, and not at all from behind', () => {
    const aside: Panel = { centre: new Vector3(0, 2, 0), across: new Vector3(1, 0, 1).normalize(), up: new Vector3(0, 0.5, 0) };
    expect(sight(camera(), aside, []).degrees).toBeCloseTo(45, 3);
    const back: Panel = { ...wall(0), across: new Vector3(-1, 0, 0) };
    expect(sight(camera(), back, []).inSight).toBe(0);
    const away = camera();
    away.lookAt(0, 2, 10);
    away.updateMatrixWorld();
    expect(sight(away, wall(0), []).share).toBe(0);
  });

  it('is hidden by whoever stands before it, as far as they are wide and tall', () => {
    const narrow = { x: 0, z: 2.5, radius: 0.2, from: 0, to: 3 };
    expect(sight(camera(), wall(0), [narrow]).inSight).toBeCloseTo(2 / 3, 5); // the middle one of three columns
    expect(sight(camera(), wall(0), [{ ...narrow, to: 1 }]).inSight).toBeCloseTo(1, 5);
    expect(sight(camera(), wall(0), [{ ...narrow, z: -3 }]).inSight).toBeCloseTo(1, 5);
    expect(sight(camera(), wall(0), [{ ...narrow, radius: 3 }]).share).toBe(0);
  });
});
