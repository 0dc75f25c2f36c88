/** Seeded numbers: the stage never asks the machine for chance, so that a frame can be drawn again. */

/** Mulberry32 (Tommy Ettinger, 2017): uniform in [0, 1). */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The radical inverse of `index` in `base` (Halton, 1964): evenly spread in [0, 1). */
export function halton(index: number, base: number): number {
  let fraction = 1;
  let result = 0;
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    fraction /= base;
    result += fraction * (i % base);
  }
  return result;
}

/** Maps the unit square onto the unit disk with even density. */
export function disk(u: number, v: number): [number, number] {
  const radius = Math.sqrt(u);
  return [radius * Math.cos(v * 2 * Math.PI), radius * Math.sin(v * 2 * Math.PI)];
}
