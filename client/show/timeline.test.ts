import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { showTime, type State, stateAt, type Timeline } from './timeline';

type Fixture = { timeline: Timeline; states: State[]; clock: { now: number; t: number }[] };
const fixtures = JSON.parse(readFileSync(new URL('../../tests/fixtures/timeline.json', import.meta.url), 'utf8')) as {
  walking: Fixture;
  posing: Fixture;
};
const both = Object.entries(fixtures);

/** The same structure and words, and numbers equal within 1e-9. */
function expectSame(found: unknown, wanted: unknown, path = ''): void {
  if (typeof wanted === 'number') {
    expect(Math.abs((found as number) - wanted), path).toBeLessThan(1e-9);
  } else if (Array.isArray(wanted)) {
    expect((found as unknown[]).length, path).toBe(wanted.length);
    wanted.forEach((item, index) => expectSame((found as unknown[])[index], item, `${path}[${index}]`));
  } else if (wanted && typeof wanted === 'object') {
    expect(Object.keys(found as object).sort(), path).toEqual(Object.keys(wanted).sort());
    for (const [key, item] of Object.entries(wanted)) {
      expectSame((found as Record<string, unknown>)[key], item, `${path}.${key}`);
    }
  } else {
    expect(found, path).toBe(wanted);
  }
}

test.each(both)('the browser and the server agree on every moment of a show of looks %s', (_, { timeline, states }) => {
  expect(states.length).toBeGreaterThan(20);
  for (const wanted of states) expectSame(stateAt(timeline, wanted.t), wanted, `t=${wanted.t}`);
});

test.each(both)('the browser and the server agree on the time of a show of looks %s', (_, { timeline, clock }) => {
  for (const { now, t } of clock) expect(showTime(timeline, now)).toBeCloseTo(t, 6);
});

test('a show that is scheduled waits below zero', () => {
  const scheduled = { ...fixtures.walking.timeline, epoch: 1000, loop: false };
  expect(showTime(scheduled, 990)).toBe(-10);
  expect(stateAt(scheduled, -10).walkers).toEqual([]);
});

test.each(both)('nobody jumps in a show of looks %s', (_, { timeline }) => {
  const step = 1 / 60;
  let before = stateAt(timeline, 0);
  for (let t = step; t < timeline.duration; t += step) {
    const now = stateAt(timeline, t);
    for (const walker of now.walkers) {
      const last = before.walkers.find((one) => one.look === walker.look);
      if (!last) continue;
      expect(Math.hypot(walker.x - last.x, walker.z - last.z)).toBeLessThan(1.4 * step);
      expect(Math.abs(walker.heading - last.heading)).toBeLessThan(3.1 * step);
    }
    before = now;
  }
});
