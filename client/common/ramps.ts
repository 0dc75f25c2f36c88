/** Colours of the two maps of the fit, from least to most; a page's legend takes the same. */
export const RAMPS = {
  tightness: ['#b9cbd3', '#d8dcd6', '#efe4cd', '#d9864f', '#a3291a'],
  strain: ['#efe9dd', '#e6b56a', '#c9532f', '#8a1f1d', '#4a0f18'],
} as const;

/** Strain as files carry it, 0 to `file`, and between which strains the map is coloured: a good fit gives a few per cent. */
export const STRAIN = { file: 0.2, from: 0.03, to: 0.15 } as const;
