import { DataTexture, LinearFilter, LinearMipmapLinearFilter, RepeatWrapping, type Texture } from 'three';
import { random } from './random';

/** How the surface of a cloth is built, thread by thread. */
export type Weave = 'plain' | 'twill' | 'satin' | 'jersey' | 'velvet' | 'crepe';

const SIZE = 256;
const fraction = (x: number): number => x - Math.floor(x);

function heights(weave: Weave): (x: number, y: number) => number {
  const chance = random(4);
  const lots = Float32Array.from({ length: SIZE * SIZE }, chance);
  const lot = (i: number, j: number): number =>
    lots[(((j % SIZE) + SIZE) % SIZE) * SIZE + (((i % SIZE) + SIZE) % SIZE)] as number;
  switch (weave) {
    case 'twill':
      return (x, y) => Math.sin(fraction((x + y) * 8) * Math.PI) * 0.8 + Math.sin(fraction((y - x) * 16) * Math.PI) * 0.5;
    case 'satin':
      return (x, y) => {
        const thread = lot(0, Math.floor(y * SIZE));
        return thread * (0.6 + 0.4 * Math.sin(x * 2 * Math.PI + thread * 9));
      };
    case 'jersey': // columns of knitted loops: two legs of a V, mirrored
      return (x, y) => {
        const column = fraction(x * 16) * 2 - 1;
        return (
          Math.sqrt(1 - Math.abs(column) ** 3) *
          (0.65 + 0.35 * Math.sin((fraction(y * 20) - Math.abs(column) * 0.6) * 2 * Math.PI))
        );
      };
    case 'velvet':
      return (x, y) => lot(Math.floor(x * 128), Math.floor(y * 128));
    case 'crepe':
      return (x, y) => {
        const i = x * 64;
        const j = y * 64;
        const at = (a: number, b: number): number => lot(a % 64, b % 64);
        const [u, v] = [fraction(i), fraction(j)].map((f) => f * f * (3 - 2 * f)) as [number, number];
        const [a, b] = [Math.floor(i), Math.floor(j)];
        return (at(a, b) * (1 - u) + at(a + 1, b) * u) * (1 - v) + (at(a, b + 1) * (1 - u) + at(a + 1, b + 1) * u) * v;
      };
    case 'plain':
      return (x, y) =>
        (Math.floor(x * 16) + Math.floor(y * 16)) % 2
          ? Math.sin(fraction(x * 16) * Math.PI) * 0.9
          : Math.sin(fraction(y * 16) * Math.PI) * 0.9;
  }
}

const STRENGTH: Record<Weave, number> = { plain: 1.3, twill: 1.4, satin: 0.5, jersey: 1.6, velvet: 0.5, crepe: 2.2 };

/** Tiles a metre: threads are drawn coarser than life, or no camera of the hall would ever see them. */
export const REPEATS: Record<Weave, number> = { plain: 55, twill: 26, satin: 6, jersey: 30, velvet: 40, crepe: 18 };

/** A tileable map of surface normals for a weave, with the height of its threads, 0..1, in its fourth channel. */
export function weaveTexture(weave: Weave): Texture {
  const height = heights(weave);
  const field = new Float32Array(SIZE * SIZE);
  for (let y = 0; y < SIZE; y++) for (let x = 0; x < SIZE; x++) field[y * SIZE + x] = height(x / SIZE, y / SIZE);
  const lowest = field.reduce((a, b) => Math.min(a, b));
  const span = field.reduce((a, b) => Math.max(a, b)) - lowest;
  const data = new Uint8Array(4 * SIZE * SIZE);
  const at = (x: number, y: number): number => field[((y + SIZE) % SIZE) * SIZE + ((x + SIZE) % SIZE)] as number;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const dx = (at(x + 1, y) - at(x - 1, y)) * STRENGTH[weave];
      const dy = (at(x, y + 1) - at(x, y - 1)) * STRENGTH[weave];
      const length = Math.hypot(dx, dy, 1);
      data.set([(-dx / length) * 127.5 + 127.5, (-dy / length) * 127.5 + 127.5, 127.5 / length + 127.5, (255 * (at(x, y) - lowest)) / span], 4 * (y * SIZE + x));
    }
  const texture = new DataTexture(data, SIZE, SIZE);
  texture.wrapS = texture.wrapT = RepeatWrapping;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.generateMipmaps = true;
  texture.anisotropy = 8;
  texture.userData['shared'] = true;
  texture.userData['crown'] = field.reduce((sum, h) => sum + (h - lowest) / span, 0) / field.length;
  texture.needsUpdate = true;
  return texture;
}

/** Weave textures made once for all looks. */
export class Weaves {
  private readonly made = new Map<Weave, Texture>();

  of(weave: Weave): Texture {
    const texture = this.made.get(weave) ?? weaveTexture(weave);
    this.made.set(weave, texture);
    return texture;
  }

  /** The mean height of a weave's threads, 0..1: what is left of them in the distance. */
  crown(weave: Weave): number {
    return this.of(weave).userData['crown'] as number;
  }

  dispose(): void {
    for (const texture of this.made.values()) texture.dispose();
    this.made.clear();
  }
}
