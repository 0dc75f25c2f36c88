import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';

/** One garment of a look in another colour (#rrggbb) than its file says. */
export interface Dye {
  readonly garment: string;
  readonly color: string;
}

type Bag = Record<string, unknown>;

/** The loaded file with that garment dyed: what reads its facts finds the new colour, and the fuzz that goes with it. */
export function dyed(gltf: GLTF, dye: Dye | undefined): GLTF {
  const facts = (gltf.asset as { extras?: Bag }).extras?.['frontrow'] as Bag | undefined;
  const garments = Array.isArray(facts?.['garments']) ? (facts['garments'] as Bag[]) : [];
  for (const garment of garments) {
    if (!dye || garment['name'] !== dye.garment) continue;
    garment['color'] = dye.color;
    for (const part of [garment['fabric'], (garment['fabric'] as Bag | undefined)?.['optical']]) {
      if (part && typeof part === 'object') delete (part as Bag)['sheen_color'];
    }
  }
  return gltf;
}
