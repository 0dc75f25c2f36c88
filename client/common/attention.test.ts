import { expect, test } from 'vitest';
import { Attention } from './attention';

function watched(idle: number): { attention: Attention; wait: (ms: number) => void } {
  let now = 0;
  return { attention: new Attention(idle, () => now), wait: (ms) => (now += ms) };
}

test('a tab out of sight does not count', () => {
  const { attention, wait } = watched(60_000);
  wait(3000);
  attention.see(false);
  wait(50_000);
  attention.see(true);
  wait(2000);
  expect(attention.ms).toBe(5000);
});

test('who gives no sign of life is gone, and counts again from the next sign', () => {
  const { attention, wait } = watched(60_000);
  wait(10_000);
  attention.stir();
  wait(500_000);
  attention.stir();
  wait(1000);
  expect(attention.ms).toBe(10_000 + 60_000 + 1000);
});

test('asking often changes nothing', () => {
  const { attention, wait } = watched(1000);
  for (let second = 0; second < 10; second++) {
    wait(300);
    void attention.ms;
  }
  expect(attention.ms).toBe(1000);
});
