import { expect, test } from 'vitest';
import { Attention } from '../common/attention';
import { Attendance } from './attendance';
import type { Moment } from './moment';

test('a show counts while it runs in sight, once it has begun and she has agreed', () => {
  let now = 0;
  let agreed = false;
  const told: number[] = [];
  const attention = new Attention(600_000, () => now);
  const attendance = new Attendance(() => agreed, (seconds) => told.push(seconds), attention);
  const play = (from: number, seconds: number): void => {
    for (let second = 0; second < seconds; second++) {
      now += 1000;
      attendance.feature({ t: from + second } as Moment);
    }
  };
  play(0, 10);
  agreed = true;
  play(-20, 10); // the doors are open, nothing is on
  play(5, 12);
  attention.see(false);
  play(17, 30);
  attention.see(true);
  play(47, 4);
  attendance.leave();
  attendance.leave();
  expect(told).toEqual([16]);
});

test('a moment that stands still is a picture, and a glance is no attendance', () => {
  let now = 0;
  const told: number[] = [];
  const attendance = new Attendance(() => true, (seconds) => told.push(seconds), new Attention(600_000, () => now));
  for (const t of [9, 9, 9, 10]) {
    now += 4000;
    attendance.feature({ t } as Moment);
  }
  attendance.leave();
  expect(told).toEqual([8]);
});
