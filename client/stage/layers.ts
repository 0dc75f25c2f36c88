/** Camera layers: everything is on 0; what the wet floor reflects is on `MIRRORED` too. */
export const MIRRORED = 1;
