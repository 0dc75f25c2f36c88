import { expect, test } from 'vitest';
import { readExtras } from './extras';

test('a look says what it is made of', () => {
  const facts = readExtras({
    frontrow: {
      finish: { color: '#1b1a1c', shoes: '#0d0d0e' },
      garments: [{ name: 'dress', fabric: { weave: 'satin', color: '#b8293d', roughness: 0.32, anisotropy: 0.6 } }],
    },
  });
  expect(facts.finish.color).toBe('#1b1a1c');
  expect(facts.finish.shoeColor).toBe('#0d0d0e');
  expect(facts.optics('dress')).toMatchObject({ weave: 'satin', color: '#b8293d', roughness: 0.32, anisotropy: 0.6 });
});

test.each([
  undefined,
  null,
  3,
  'x',
  {},
  { frontrow: { garments: 'none', finish: [] } },
  { frontrow: { garments: [{ name: 'dress', fabric: { weave: 'chainmail', color: 'red', roughness: Number.NaN } }] } },
])('a file with %j is worn in plain cloth and does not break the show', (extras) => {
  const facts = readExtras(extras);
  expect(facts.optics('dress')).toMatchObject({ weave: 'plain', roughness: 0.8 });
  expect(facts.optics('dress').color).toMatch(/^#[0-9a-f]{6}$/);
});

test('a look names its clips, and one that is spoilt does not stop the others', () => {
  const { clips } = readExtras({ frontrow: { clips: { turn: { seconds: 2, yaw: [0, Math.PI] }, pose: { seconds: 'x', yaw: 3 } } } });
  expect(clips['turn']).toEqual({ seconds: 2, loop: false, yaw: [0, Math.PI] });
  expect(clips['pose']?.seconds).toBeGreaterThan(0);
  expect(clips['pose']?.yaw).toEqual([]);
  expect(readExtras({ frontrow: { clips: 'none' } }).clips).toEqual({});
});
