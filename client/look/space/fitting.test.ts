// The browser fits bodies as Python does: both are held to tests/fixtures/bodies.json.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fitted, type Known, LIMITS, type Mannequin, MEASURES, readMannequin, standing, Tapes, Unlikely } from '.';
import { hull } from './tape';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 }); // bodies take a second each on a busy machine

const root = resolve(import.meta.dirname, '../../..');

interface Case {
  readonly known: Known;
  readonly measures: Record<string, number>;
  readonly skin: number[];
}

const told = JSON.parse(readFileSync(resolve(root, 'tests/fixtures/bodies.json'), 'utf-8')) as {
  limits: Record<string, [number, number]>;
  every: number;
  wearers: Case[];
};
let m: Mannequin;
let tapes: Tapes;

beforeAll(async () => {
  m = await readMannequin(new Uint8Array(readFileSync(resolve(root, 'src/frontrow/body/asset/mannequin.bin'))).buffer);
  tapes = new Tapes(m);
});

const why = (known: Known): Unlikely => {
  try {
    fitted(m, tapes, known);
  } catch (error) {
    return error as Unlikely;
  }
  throw new Error('a body was found');
};

describe('a body fitted in the browser', () => {
  it('knows the same limits as Python', () => expect(LIMITS).toEqual(told.limits));

  it.each(told.wearers.map((wearer, k) => [k, wearer] as const))('has the measures and the skin of Python’s, to 0.1 mm (%i)', (_, wearer) => {
    const body = fitted(m, tapes, wearer.known);
    for (const name of [...MEASURES, 'nape_height', 'waist_height'] as const) expect(body.measures[name], name).toBeCloseTo(wearer.measures[name] as number, name === 'weight' ? 2 : 4);
    const skin = standing(m, body);
    const off = wearer.skin.map((x, i) => Math.abs(x - (skin[3 * told.every * Math.floor(i / 3) + (i % 3)] as number)));
    expect(Math.max(...off)).toBeLessThan(1e-4);
  });

  it('is refused where a number is no adult’s', () => {
    expect(why({ sex: 'f', height: 1.2, hips: 0.98 })).toMatchObject({ why: 'outside', measures: ['height'] });
    expect(why({ sex: 'f', height: 1.7, hips: Number.NaN })).toMatchObject({ why: 'outside', measures: ['hips'] });
  });

  it('is refused where the numbers are nobody’s together', () => {
    const { why: reason, measures } = why({ sex: 'f', height: 1.45, bust: 0.7, waist: 1.6, hips: 0.72 });
    expect(reason).toBe('together');
    expect(measures.length).toBeGreaterThan(0);
  });
});

describe('a tape round points', () => {
  it('touches the corners alone', () => {
    expect(hull([[0, 0], [1, 0], [0.5, 0.4], [1, 1], [0.5, 0], [0, 1]]).length).toBe(4); // prettier-ignore
  });
});
