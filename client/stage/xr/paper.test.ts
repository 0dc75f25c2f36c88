import { expect, test } from 'vitest';
import { lines } from './paper';

/** Every character is one unit wide. */
const context = { measureText: (words: string) => ({ width: words.length }) as TextMetrics };

test('words are broken between words and none is lost', () => {
  const words = 'A coat cut on the bias, with one seam.';
  const found = lines(context, words, 12);
  expect(found.join(' ')).toBe(words);
  for (const line of found) expect(line.length).toBeLessThanOrEqual(13); // a comma may hang over
});

test('Chinese is broken without spaces, and no line begins with a comma', () => {
  const words = '斜裁外套，一道缝线，从肩到摆。';
  const found = lines(context, words, 5);
  expect(found.length).toBeGreaterThan(2);
  expect(found.join('')).toBe(words);
  for (const line of found) expect(line).not.toMatch(/^[，。]/);
});
