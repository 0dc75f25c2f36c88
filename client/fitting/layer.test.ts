import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { describe, expect, it } from 'vitest';
import { DARK, layered, PALE, seen } from './layer';

const of = (extras: unknown): unknown => {
  const asset = { extras };
  layered({ asset } as unknown as GLTF);
  return ((asset.extras as { frontrow: { finish: Record<string, unknown> } }).frontrow.finish)['base_layer'];
};

describe('the base layer of a figure in the fitting room', () => {
  it.each([
    ['#ece7df', '#b7aea1', DARK],
    ['#1b1a1c', '#313035', PALE],
    ['#a8714f', '#875a40', PALE],
  ])('on %s is never of nearly its colour, as %s is', (skin, base, shown) => {
    expect(of({ frontrow: { finish: { color: skin, base_layer: base } } })).toBe(shown);
  });

  it('stays what it is where it is seen', () => {
    expect(seen('#e6ded4', '#4b453d')).toBe('#4b453d');
  });

  it.each([undefined, {}, { frontrow: {} }, { frontrow: { finish: { color: 3, base_layer: 'red' } } }])('is dark in a file that says %j', (extras) => {
    expect(of(extras)).toBe(DARK);
  });
});
