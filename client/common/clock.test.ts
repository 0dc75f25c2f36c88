import { describe, expect, test } from 'vitest';
import { ShowClock } from './clock';

/** A machine whose steady clock is `ahead` ms off, on a network of `up` and `down` ms plus exponential jitter. */
function machine(ahead: number, up: number, down: number, jitter: number, seed: number) {
  const world = { now: 1_790_000_000_000 }; // ms
  let state = seed;
  const chance = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  const clock = new ShowClock(() => world.now + ahead);
  const late = (): number => (jitter ? -Math.log(1 - chance()) * jitter : 0);
  const probe = (): void => {
    const sent = world.now + ahead;
    world.now += up + late();
    const server = world.now / 1000;
    world.now += down + late();
    clock.add(sent, server, world.now + ahead);
    world.now += 40;
  };
  return { world, clock, probe, error: () => clock.now() * 1000 - world.now };
}

describe('a clock on a good, a home and a mobile network', () => {
  test.each([
    { up: 0.2, down: 0.2, jitter: 0, within: 0.01 },
    { up: 10, down: 10, jitter: 10, within: 8 },
    { up: 30, down: 30, jitter: 30, within: 12 }, // two such browsers stay within 25 ms of each other
  ])('$up ms each way and $jitter ms of jitter', ({ up, down, jitter, within }) => {
    for (let seed = 1; seed <= 20; seed++) {
      const at = machine(-123_456, up, down, jitter, seed);
      for (let index = 0; index < 24; index++) at.probe();
      expect(Math.abs(at.error())).toBeLessThan(within);
    }
  });
});

test('the first probe already gives a time, and one bad probe changes nothing', () => {
  const at = machine(5000, 5, 5, 0, 1);
  at.probe();
  expect(at.clock.ready).toBe(true);
  expect(Math.abs(at.error())).toBeLessThan(0.01);
  for (let index = 0; index < 10; index++) at.probe();
  at.clock.add(at.world.now + 5000 - 900, at.world.now / 1000, at.world.now + 5000); // 900 ms, all of it one way
  expect(Math.abs(at.error())).toBeLessThan(0.01);
});

test('a correction is caught up smoothly and never runs backwards', () => {
  const local = { ms: 0 };
  const clock = new ShowClock(() => local.ms);
  const probe = (offset: number): void => clock.add(local.ms - 10, (local.ms - 5 + offset) / 1000, local.ms);
  for (let index = 0; index < 6; index++, local.ms += 40) probe(1000);
  for (let index = 0; index < 48; index++, local.ms += 40) probe(960); // 40 ms less than was thought
  let before = clock.now();
  for (let index = 0; index < 600; index++) {
    local.ms += 16;
    const now = clock.now();
    expect(now - before).toBeGreaterThan(0.016 * 0.98);
    expect(now - before).toBeLessThan(0.016 * 1.02);
    before = now;
  }
  expect(clock.now() * 1000 - local.ms).toBeCloseTo(960, 3);
});

test('after sleep, when the difference is large, the clock jumps', () => {
  const local = { ms: 0 };
  const clock = new ShowClock(() => local.ms);
  for (let index = 0; index < 10; index++) clock.add(local.ms, local.ms / 1000 + 100, local.ms);
  clock.forget();
  clock.add(local.ms, local.ms / 1000 + 4000, local.ms);
  expect(clock.now()).toBeCloseTo(local.ms / 1000 + 4000, 6);
});

test('before anything is known the machine is believed', () => {
  expect(new ShowClock().now()).toBeCloseTo(Date.now() / 1000, 0);
});
