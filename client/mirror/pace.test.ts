import { expect, test } from 'vitest';
import { Pace } from './pace';

const after = (times: number[]): Pace => {
  const pace = new Pace();
  for (const ms of times) pace.frame(ms);
  return pace;
};

test('a device is called slow once fifteen frames say so, not while it warms up', () => {
  expect(after(Array<number>(14).fill(900)).slow).toBe(false);
  expect(after(Array<number>(15).fill(900)).slow).toBe(true);
});

test('a hiccup makes no slow device, and one that has recovered is slow no longer', () => {
  expect(after([...Array<number>(12).fill(60), 2000, 2000, 2000]).slow).toBe(false);
  expect(after([...Array<number>(15).fill(900), ...Array<number>(8).fill(60)]).slow).toBe(false);
});
