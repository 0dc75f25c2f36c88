import { expect, test } from 'vitest';
import { Lingering } from './lingering';

function stage() {
  let now = 1000;
  const told: [string, number][] = [];
  const lingering = new Lingering((look, seconds) => told.push([look, seconds]), () => now);
  const frames = (look: string | null, seconds: number): void => {
    for (let frame = 0; frame < seconds * 20; frame++) {
      now += 50;
      lingering.frame(look);
    }
  };
  return { lingering, told, frames, stall: (ms: number) => (now += ms) };
}

test('seconds on a look are told when the page goes', () => {
  const { lingering, told, frames } = stage();
  frames(null, 0.1);
  lingering.steer();
  frames('dusk', 4);
  frames('dawn', 2);
  frames('noon', 1);
  lingering.leave();
  expect(told).toEqual([
    ['dusk', 4],
    ['dawn', 2],
  ]);
  lingering.leave();
  expect(told.length).toBe(2);
});

test('a camera that nobody has steered tells nothing, whatever walks by', () => {
  const { lingering, told, frames } = stage();
  frames('dusk', 30);
  lingering.leave();
  expect(told).toEqual([]);
});

test('eight seconds after her hand has left it the camera is no longer hers', () => {
  const { lingering, told, frames } = stage();
  frames(null, 0.1);
  lingering.steer();
  frames('dusk', 60);
  expect(told).toEqual([['dusk', 8]]);
  lingering.steer();
  frames('dusk', 2);
  lingering.leave();
  expect(told).toEqual([
    ['dusk', 8],
    ['dusk', 2],
  ]);
});

test('a machine that stalls, or a tab that slept, has shown nothing meanwhile', () => {
  const { lingering, told, frames, stall } = stage();
  frames(null, 0.1);
  lingering.steer();
  frames('dusk', 2);
  stall(5000);
  frames('dusk', 0.1);
  lingering.leave();
  expect(told).toEqual([['dusk', 3.1]]);
});
