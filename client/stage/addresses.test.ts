import { expect, test } from 'vitest';
import { BOX, unpacked } from './addresses';

test('a place drawn in bytes is right to half a centimetre, and bare ground is nothing', () => {
  const place = [0.113, 1.209, -0.148];
  const bytes = place.map((metres, k) => Math.round((255 * (metres - (BOX.low[k] as number))) / (BOX.span[k] as number)));
  const at = unpacked(new Uint8Array([...bytes, 1, 0, 0, 0, 0]));
  place.forEach((metres, k) => expect(Math.abs((at[k] as number) - metres)).toBeLessThan(0.0051));
  expect([...at.slice(3)]).toEqual([1, 0, 0, 0, 0]);
});
