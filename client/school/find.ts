import type { Addresses } from '../stage';

export type Point = readonly [number, number, number];

export interface Spot {
  /** Shares of the picture's width and height, from its upper left. */
  readonly x: number;
  readonly y: number;
}

const NEAR = 0.06; // metres: a drape again moves the cloth of a place by less than that, mostly

/** The point of the cloth at a place of the picture, or null where there is none. */
export function pointAt(picture: Addresses, { x, y }: Spot): Point | null {
  const column = Math.min(picture.width - 1, Math.max(0, Math.floor(x * picture.width)));
  const row = Math.min(picture.height - 1, Math.max(0, Math.floor((1 - y) * picture.height)));
  const k = 4 * (row * picture.width + column);
  if (!picture.at[k + 3]) return null;
  return [picture.at[k] as number, picture.at[k + 1] as number, picture.at[k + 2] as number];
}

/** Where each point is seen in the picture; null for one that is hidden or turned away. */
export function spotsOf(picture: Addresses, points: readonly Point[]): (Spot | null)[] {
  const best = points.map(() => NEAR * NEAR);
  const found = points.map<Spot | null>(() => null);
  const { width, height, at } = picture;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const k = 4 * (row * width + column);
      if (!at[k + 3]) continue;
      points.forEach((point, i) => {
        const away = ((at[k] as number) - point[0]) ** 2 + ((at[k + 1] as number) - point[1]) ** 2 + ((at[k + 2] as number) - point[2]) ** 2;
        if (away >= (best[i] as number)) return;
        best[i] = away;
        found[i] = { x: (column + 0.5) / width, y: 1 - (row + 0.5) / height };
      });
    }
  }
  return found;
}
