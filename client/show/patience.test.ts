import { expect, test } from 'vitest';
import { Patience } from './patience';

/** Seconds until patience is lost with frames that take so long; null when it holds for a minute. */
function until(frame: (t: number) => number, patience = new Patience(70)): number | null {
  for (let t = 0; t < 60_000; ) {
    const took = frame(t);
    t += took;
    if (patience.lost(took)) return t / 1000;
  }
  return null;
}

test('a machine that cannot keep up is known within ten seconds, one that can never is', () => {
  expect(until(() => 120)).toBeLessThan(10);
  expect(until(() => 900)).toBeLessThan(12);
  expect(until(() => 9000)).toBeLessThan(40);
  expect(until(() => 17)).toBeNull();
  expect(until(() => 60)).toBeNull();
});

test('a slow beginning and a stutter now and then are forgiven', () => {
  expect(until((t) => (t < 1400 ? 400 : 20))).toBeNull();
  expect(until((t) => (t % 5000 < 300 ? 290 : 20))).toBeNull();
  expect(until((t) => (t % 9000 < 3000 ? 120 : 20))).toBeNull();
});

test('a page that slept is not a slow machine', () => {
  expect(until((t) => (t % 4000 < 100 ? 300_000 : 18))).toBeNull();
});

test('a machine at its limit is not forgiven for a moment that was barely better', () => {
  expect(until((t) => (Math.floor(t / 7000) % 2 ? 60 : 90))).not.toBeNull();
});
