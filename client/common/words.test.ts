import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inLanguage, words } from './words';
import { backoff } from './live';

const folder = new URL('./strings/', import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, string>;
const english = read('en.json');

test.each(readdirSync(folder).filter((file) => file !== 'en.json'))('%s says everything English says', (file) => {
  const table = read(file);
  expect(Object.keys(table).sort()).toEqual(Object.keys(english).sort());
  for (const [key, text] of Object.entries(table)) {
    expect(text.trim(), key).not.toBe('');
    const holes = (from: string | undefined) => (from?.match(/\{\w+\}/g) ?? []).sort();
    expect(holes(text), key).toEqual(holes(english[key]));
  }
});

test('words are said in the language asked for, with their numbers', async () => {
  expect((await words('en'))('look', { number: '01', total: '09' })).toBe('Look 01 of 09');
  expect((await words('zh-hans'))('watching', { n: 12 })).toContain('12');
  expect((await words('tlh'))('finale')).toBe('Finale');
});

test('a title is given in the language asked for, else in English, else as it is', () => {
  expect(inLanguage({ en: 'Moth', 'zh-hans': '夜蛾' }, 'zh-hans')).toBe('夜蛾');
  expect(inLanguage({ en: 'Moth' }, 'zh-hans')).toBe('Moth');
  expect(inLanguage({ fr: 'Phalène' }, 'en')).toBe('Phalène');
  expect(inLanguage({}, 'en')).toBe('');
});

test('a thousand browsers that lost the server do not come back at the same moment', () => {
  expect(backoff(0, 0)).toBe(250);
  expect(backoff(0, 1)).toBe(500);
  expect(backoff(30, 0)).toBe(15_000);
  expect(backoff(30, 1)).toBe(30_000);
});
