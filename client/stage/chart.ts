import { Color, type IUniform } from 'three';
import { RAMPS, STRAIN } from '../common/ramps';

/** The colours as a shader takes them: first those of tightness, then those of strain. */
export function ramps(): IUniform<Color[]> {
  return { value: [...RAMPS.tightness, ...RAMPS.strain].map((color) => new Color(color)) };
}

/** Where on its scale a strain of a file is shown, as GLSL; the ramp takes what is below or above at its ends. */
export const strainShare = (fit: string): string => {
  const { file, from, to } = STRAIN;
  return `((${fit} - ${(from / file).toFixed(4)}) * ${(file / (to - from)).toFixed(4)})`;
};

export const CHART_VERTEX = /* glsl */ `
  #ifdef FIT
    attribute vec2 fit; varying vec2 vFit;
  #endif`;
export const CHART_FRAGMENT = /* glsl */ `
  #ifdef FIT
    varying vec2 vFit; uniform float uChart; uniform vec3 uRamps[10];
    vec3 ramp_(int from, float share) {
      float at = 4. * clamp(share, 0., 1.);
      vec3 shade = uRamps[from];
      for (int k = 0; k < 4; k++) shade = mix(shade, uRamps[from + k + 1], clamp(at - float(k), 0., 1.));
      return shade;
    }
  #endif`;
/** The cloth in the colour of how it fits: `fit` is its strain and its tightness, both 0 to 1. */
export const CHARTED = /* glsl */ `
  #ifdef FIT
    if (uChart > .5) diffuseColor.rgb = ramp_(uChart > 1.5 ? 5 : 0, uChart > 1.5 ? ${strainShare('vFit.x')} : vFit.y) * (gl_FrontFacing ? 1. : .8);
  #endif`;
