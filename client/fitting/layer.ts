import { Color } from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';

export const DARK = '#4b453d';
export const PALE = '#d8d2c8';
const PORCELAIN = '#e6ded4'; // what a file is made of that does not say
/** Her figure wherever she stands in the room: of porcelain, in a base layer that is plainly one. */
export const HERS = { color: '#e6ded4', base_layer: DARK, shoes: '#3a352f', hair: '#8d8476', lips: '#d8c4b8', eyes: '#f0ece5' };
const APART = 25; // steps of CIE lightness between a skin and what is seen to be cloth on it

type Bag = Record<string, unknown>;

/**
 * The same file, its figure in a base layer that is plainly one: what bursts, or slides down, or is only short, leaves it
 * seen. The same rule as in `frontrow.look.fit.layer`.
 */
export function layered(gltf: GLTF): GLTF {
  const facts = factsOf(gltf);
  const finish = (facts['finish'] ?? {}) as Bag;
  facts['finish'] = { ...finish, base_layer: seen(hex(finish['color']) ?? PORCELAIN, hex(finish['base_layer'])) };
  return gltf;
}

/** The same file, its figure that of the room. */
export function hers(gltf: GLTF): GLTF {
  factsOf(gltf)['finish'] = HERS;
  return gltf;
}

function factsOf(gltf: GLTF): Bag {
  const extras = ((gltf.asset as { extras?: { frontrow?: Bag } }).extras ??= {});
  return (extras.frontrow ??= {});
}

/** The colour of a base layer on a skin: its own where that is seen, else the one of two that is farther off. */
export function seen(skin: string, base: string | null): string {
  const off = (color: string): number => Math.abs(lightness(color) - lightness(skin));
  if (base && off(base) >= APART) return base;
  return off(DARK) > off(PALE) ? DARK : PALE;
}

function hex(value: unknown): string | null {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : null;
}

/** CIE L*, 0 to 100. */
function lightness(color: string): number {
  const { r, g, b } = new Color(color);
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}
