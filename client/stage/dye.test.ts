import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { expect, test } from 'vitest';
import { dyed } from './dye';
import { readExtras } from './extras';

const file = (): GLTF =>
  ({
    asset: {
      extras: {
        frontrow: {
          garments: [
            { name: 'skirt', fabric: { weave: 'twill', color: '#b23c22', sheen_color: '#c89a88' } },
            { name: 'tshirt', fabric: { weave: 'jersey', color: '#f4ecdc' } },
          ],
        },
      },
    },
  }) as unknown as GLTF;
const optics = (gltf: GLTF, garment: string) =>
  readExtras((gltf.asset as { extras?: unknown }).extras).optics(garment);

test('one garment is dyed, cloth and fuzz, and the others stay as they are', () => {
  const gltf = dyed(file(), { garment: 'skirt', color: '#0d4a38' });
  expect(optics(gltf, 'skirt')).toMatchObject({ weave: 'twill', color: '#0d4a38', sheenColor: null });
  expect(optics(gltf, 'tshirt').color).toBe('#f4ecdc');
});

test('without a dye, or of a garment that is not there, nothing changes', () => {
  for (const dye of [undefined, { garment: 'cape', color: '#000000' }]) {
    expect(dyed(file(), dye)).toEqual(file());
  }
  expect(dyed({ asset: {} } as GLTF, { garment: 'cape', color: '#000000' })).toEqual({ asset: {} });
});
