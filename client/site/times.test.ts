import { expect, test } from 'vitest';
import { localTime } from './times';

const now = new Date('2026-11-23T09:00:00Z');

test('a show today is told by its hour alone', () => {
  expect(localTime(new Date('2026-11-23T20:00:00Z'), now, 'en-GB', false, 'UTC')).toBe('20:00');
});

test('a show that falls on tomorrow where the reader is says the day', () => {
  expect(localTime(new Date('2026-11-23T20:00:00Z'), now, 'en-GB', false, 'Asia/Shanghai')).toContain('24 Nov');
});

test('Chinese readers get Chinese dates', () => {
  expect(localTime(new Date('2026-11-23T20:00:00Z'), now, 'zh-hans', true, 'UTC')).toContain('11月23日');
});
