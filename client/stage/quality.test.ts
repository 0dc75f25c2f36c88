import { expect, test } from 'vitest';
import { Pace } from './quality';

test('slow frames cost resolution, quick ones give it back, and it never falls below a half', () => {
  const pace = new Pace();
  for (let i = 0; i < 1000; i++) pace.take(60);
  expect(pace.scale).toBe(0.5);
  for (let i = 0; i < 2000; i++) pace.take(10);
  expect(pace.scale).toBe(1);
});

test('a hidden tab is not a slow machine', () => {
  const pace = new Pace();
  for (let i = 0; i < 200; i++) pace.take(5000);
  expect(pace.scale).toBe(1);
});

test('it rests between changes, so that the picture does not pump', () => {
  const pace = new Pace();
  const changes = Array.from({ length: 400 }, () => pace.take(60)).filter(Boolean).length;
  expect(changes).toBeGreaterThan(2);
  expect(changes).toBeLessThan(10);
});
