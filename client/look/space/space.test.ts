// The browser's bodies and drapes are Python's: both are held to tests/fixtures/drape.json.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Broken, layered, type Mannequin, readMannequin, readSpace, Space, Surface, standing, type Trust, type Wearer } from '.';

const root = resolve(import.meta.dirname, '../../..');
const bytes = (path: string): ArrayBuffer => new Uint8Array(readFileSync(resolve(root, path))).buffer;

interface Case extends Wearer {
  readonly skin: number[];
  readonly positions: number[];
  readonly over: number[]; // the same shirt worn over itself
  readonly trust: Trust;
}

const told = JSON.parse(readFileSync(resolve(root, 'tests/fixtures/drape.json'), 'utf-8')) as {
  vertices: number;
  every: number;
  wearers: Case[];
};
let mannequin: Mannequin;
let space: Space;

beforeAll(async () => {
  mannequin = await readMannequin(bytes('src/frontrow/body/asset/mannequin.bin'));
  const skin = new Surface(mannequin.triangles, mannequin.vertices);
  space = new Space(await readSpace(bytes('tests/fixtures/tshirt.drape'), mannequin.vertices), skin);
});

const far = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] as number) - (b[i] as number)));
  return most;
};

describe('a body in the browser', () => {
  it('is the mannequin with all its vertices', () => expect(mannequin.vertices).toBe(told.vertices));

  it.each([0, 1, 2])('stands as in Python, to a hundredth of a millimetre (%i)', (k) => {
    const wearer = told.wearers[k] as Case;
    const skin = standing(mannequin, wearer);
    const some = wearer.skin.map((_, i) => skin[3 * told.every * Math.floor(i / 3) + (i % 3)] as number);
    expect(far(some, wearer.skin)).toBeLessThan(1e-5);
  });
});

describe('a drape in the browser', () => {
  it.each([0, 1, 2])('is that of Python, to a tenth of a millimetre (%i)', (k) => {
    const wearer = told.wearers[k] as Case;
    const { positions, trust } = space.drape(standing(mannequin, wearer));
    expect(positions.length).toBe(wearer.positions.length);
    expect(far(positions, wearer.positions)).toBeLessThan(1e-4);
    expect(trust.error).toBeCloseTo(wearer.trust.error, 5);
    expect(trust.stretched).toBeCloseTo(wearer.trust.stretched, 4);
    expect(trust.pushed).toBeCloseTo(wearer.trust.pushed, 5);
    expect(trust.reason).toBe(wearer.trust.reason);
  });

  it.each([0, 1, 2])('lies over another as in Python (%i)', (k) => {
    const wearer = told.wearers[k] as Case;
    const [inner, outer] = layered([space, space], standing(mannequin, wearer));
    expect(far(inner?.positions as Float64Array, wearer.positions)).toBeLessThan(1e-4);
    expect(far(outer?.positions as Float64Array, wearer.over)).toBeLessThan(1e-4);
  });

  it('is the same when it is asked for again', () => {
    const skin = standing(mannequin, told.wearers[1] as Case);
    expect(far(space.drape(skin).positions, space.drape(skin).positions)).toBe(0);
  });
});

describe('a file from anywhere', () => {
  const good = (): Uint8Array<ArrayBuffer> => new Uint8Array(bytes('tests/fixtures/tshirt.drape'));
  const open = (data: Uint8Array<ArrayBuffer>) => readSpace(data.buffer, told.vertices);
  const edited = (from: string, to: string): Uint8Array<ArrayBuffer> => {
    const data = good();
    const size = new DataView(data.buffer).getUint32(4, true);
    const header = new TextDecoder().decode(data.subarray(8, 8 + size)).replace(from, to);
    const text = new TextEncoder().encode(header);
    const out = new Uint8Array(8 + text.length + data.length - 8 - size);
    out.set(data.subarray(0, 4));
    new DataView(out.buffer).setUint32(4, text.length, true);
    out.set(text, 8);
    out.set(data.subarray(8 + size), 8 + text.length);
    return out;
  };

  it('opens when nothing is wrong', async () => expect((await open(good())).vertices).toBeGreaterThan(100));
  it.each([
    ['cut short', () => good().slice(0, 5000)],
    ['another magic', () => good().fill(65, 0, 4)],
    ['a header longer than the file', () => good().fill(255, 4, 8)],
    ['no arrays', () => edited('"arrays"', '"arrows"')],
    ['a shape that promises gigabytes', () => edited('"shape":[', '"shape":[60000,')],
    ['a step that is no number', () => edited('"step":0.0001', '"step":"x"')],
    ['another body', () => edited(`"vertices":${told.vertices}`, '"vertices":7')],
  ])('is refused: %s', async (_, make) => {
    await expect(open(make())).rejects.toBeInstanceOf(Broken);
  });
});
