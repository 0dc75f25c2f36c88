/** Zone numbers of a body's vertices become smooth weights, so that a shader can cut clean lines between zones. */
export interface ZoneWeights {
  /** (n, 4): base layer, shoes, hair, lips. */
  readonly zones: Float32Array;
  readonly eyes: Float32Array;
}

/** `numbers`: 0 skin, 1 base layer, 2 shoes, 3 hair, 4 lips, 5 eyes; weights are evened out once over neighbours. */
export function zoneWeights(numbers: ArrayLike<number>, index: ArrayLike<number>): ZoneWeights {
  const n = numbers.length;
  const raw = new Float32Array(5 * n);
  for (let i = 0; i < n; i++) {
    const zone = Math.round(numbers[i] as number);
    if (zone > 0 && zone < 6) raw[5 * i + zone - 1] = 1;
  }
  const sum = raw.slice();
  const count = new Float32Array(n).fill(1);
  for (let c = 0; c < index.length; c++) {
    const a = index[c] as number;
    const b = index[c % 3 === 2 ? c - 2 : c + 1] as number;
    for (const [to, from] of [
      [a, b],
      [b, a],
    ] as const) {
      for (let k = 0; k < 5; k++) sum[5 * to + k] = (sum[5 * to + k] as number) + 0.5 * (raw[5 * from + k] as number);
      count[to] = (count[to] as number) + 0.5;
    }
  }
  const zones = new Float32Array(4 * n);
  const eyes = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const share = 1 / (count[i] as number);
    for (let k = 0; k < 4; k++) zones[4 * i + k] = (sum[5 * i + k] as number) * share;
    eyes[i] = (sum[5 * i + 4] as number) * share;
  }
  return { zones, eyes };
}
