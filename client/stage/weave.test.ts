import { expect, test } from 'vitest';
import { REPEATS, type Weave, weaveTexture } from './weave';

test.each(Object.keys(REPEATS) as Weave[])('%s is a tile of unit normals that is not flat', (weave) => {
  const { data, width } = weaveTexture(weave).image as { data: Uint8Array; width: number };
  const normal = (x: number, y: number): number[] => [0, 1, 2].map((k) => (data[4 * (y * width + x) + k] as number) / 127.5 - 1);
  let uneven = 0;
  for (let i = 0; i < width; i++) {
    expect(Math.hypot(...normal(i, (i * 7) % width))).toBeCloseTo(1, 1);
    uneven += Math.abs(normal(i, 5)[0] as number) + Math.abs(normal(5, i)[1] as number);
  }
  expect(uneven).toBeGreaterThan(1); // a weave, not a sheet of plastic
});
