import type { Optics } from './fabric';
import { type Finish, PORCELAIN } from './finish';
import type { Clip } from './types';
import { REPEATS, type Weave } from './weave';

/** What `asset.extras.frontrow` of a look says, with every field checked: a file may come from anywhere. */
export interface LookFacts {
  readonly height: number;
  readonly clips: Readonly<Record<string, Clip>>;
  readonly finish: Finish;
  readonly optics: (garment: string) => Optics;
}

/** A turned and sewn edge is three layers of cloth, pressed. */
const LAYERS = 2.5;

type Bag = Record<string, unknown>;
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});
const number = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
const color = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise;
const weave = (value: unknown): Weave => (typeof value === 'string' && value in REPEATS ? (value as Weave) : 'plain');

function finish(value: unknown): Finish {
  const f = bag(value);
  return {
    color: color(f['color'], PORCELAIN.color),
    roughness: number(f['roughness'], PORCELAIN.roughness),
    metallic: number(f['metallic'], PORCELAIN.metallic),
    clearcoat: number(f['clearcoat'], PORCELAIN.clearcoat),
    clearcoatRoughness: number(f['clearcoat_roughness'], PORCELAIN.clearcoatRoughness),
    baseColor: color(f['base_layer'], PORCELAIN.baseColor),
    shoeColor: color(f['shoes'], PORCELAIN.shoeColor),
    hairColor: color(f['hair'], PORCELAIN.hairColor),
    lipColor: color(f['lips'], PORCELAIN.lipColor),
    eyeColor: color(f['eyes'], PORCELAIN.eyeColor),
  };
}

function optics(value: unknown): Optics {
  const f = bag(value);
  const inner = Object.keys(bag(f['optical'])).length ? { ...f, ...bag(f['optical']) } : f;
  return {
    color: color(inner['color'], '#d8d2c6'),
    weave: weave(inner['weave']),
    roughness: number(inner['roughness'], 0.8),
    sheen: number(inner['sheen'], 0.4),
    sheenColor: typeof inner['sheen_color'] === 'string' ? color(inner['sheen_color'], '#ffffff') : null,
    anisotropy: number(inner['anisotropy'], 0),
    hem: LAYERS * Math.min(0.002, Math.max(0.0001, number(inner['thickness'], 0.0004))),
  };
}

function clip(value: unknown): Clip {
  const c = bag(value);
  const yaw = Array.isArray(c['yaw']) ? c['yaw'].map((turn) => number(turn, 0)) : [];
  return { seconds: Math.max(0.1, number(c['seconds'], 120 / 112)), loop: c['loop'] === true, yaw };
}

/** Reads the extras of a GLB's `asset`; what is missing gets a plain, honest default. */
export function readExtras(extras: unknown): LookFacts {
  const facts = bag(bag(extras)['frontrow']);
  const garments = Array.isArray(facts['garments']) ? facts['garments'].map(bag) : [];
  return {
    height: number(facts['height'], 1.75),
    clips: Object.fromEntries(Object.entries(bag(facts['clips'])).map(([name, value]) => [name, clip(value)])),
    finish: finish(facts['finish']),
    optics: (name) => {
      const found = garments.find((g) => g['name'] === name) ?? {};
      const f = optics(found['fabric']);
      return { ...f, color: color(found['color'], f.color) };
    },
  };
}
