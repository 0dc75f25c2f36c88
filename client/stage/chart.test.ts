import { expect, it } from 'vitest';
import { STRAIN } from '../common/ramps';
import en from '../common/strings/en.json';
import zh from '../common/strings/zh-hans.json';
import { strainShare } from './chart';

const share = (strain: number): number => Function('fit', `return ${strainShare('fit')}`)(strain / STRAIN.file) as number;

it('is pale where cloth gives as a good fit does, and full where it is about to tear', () => {
  expect(share(0.02)).toBeLessThan(0);
  expect(share(0.03)).toBeCloseTo(0);
  expect(share(0.06)).toBeCloseTo(0.25);
  expect(share(0.15)).toBeCloseTo(1);
});

it.each([en, zh])('the legend names where the colour begins and ends', ({ fitRest, fitStretched }) => {
  expect(fitRest).toContain(`${100 * STRAIN.from} %`);
  expect(fitStretched).toContain(`${100 * STRAIN.to} %`);
});
