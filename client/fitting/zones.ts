import type { Mannequin, Sex } from '../look/space';

const [WOMEN, MEN] = [6, 7]; // labels of base layer that only one of the two wears

/** (n) what each vertex shows: 0 skin, 1 base layer, 2 shoes, 3 hair, 4 lips, 5 eyes. */
export function zonesOf(m: Mannequin, sex: Sex): Uint8Array {
  const out = new Uint8Array(m.vertices);
  m.labels.forEach((label, t) => {
    const zone = label === (sex === 'f' ? WOMEN : MEN) ? 1 : label > 5 ? 0 : label;
    for (let k = 3 * t; zone && k < 3 * t + 3; k++) out[m.triangles[k] as number] = zone;
  });
  return out;
}
