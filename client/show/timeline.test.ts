import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pathLength, place, showTime, type State, stateAt, type Timeline } from './timeline';

const fixture = JSON.parse(
  readFileSync(new URL('../../tests/fixtures/timeline.json', import.meta.url), 'utf8'),
) as { timeline: Timeline; states: State[]; clock: { now: number; t: number }[] };

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

test('the browser and the server agree on every moment of the show', () => {
  expect(fixture.states.length).toBeGreaterThan(20);
  for (const wanted of fixture.states) expectSame(stateAt(fixture.timeline, wanted.t), wanted, `t=${wanted.t}`);
});

test('the browser and the server agree on the time of the show', () => {
  for (const { now, t } of fixture.clock) expect(showTime(fixture.timeline, now)).toBeCloseTo(t, 6);
});

test('a show that is scheduled waits below zero', () => {
  const scheduled = { ...fixture.timeline, epoch: 1000, loop: false };
  expect(showTime(scheduled, 990)).toBe(-10);
  expect(stateAt(scheduled, -10).walkers).toEqual([]);
});

test('the path is continuous, turn included', () => {
  const { venue } = fixture.timeline;
  const step = 0.01;
  for (let d = 0; d + step < pathLength(venue); d += step) {
    const a = place(venue, d);
    const b = place(venue, d + step);
    expect(Math.hypot(b.x - a.x, b.z - a.z)).toBeLessThanOrEqual(step + 1e-9);
    expect(Math.abs(b.heading - a.heading)).toBeLessThanOrEqual(step / venue.lane + 1e-9);
  }
});
