import { Color, type IUniform } from 'three';
import { RAMPS } from '../common/ramps';

/** The colours as a shader takes them: first those of tightness, then those of strain. */
export function ramps(): IUniform<Color[]> {
  return { value: [...RAMPS.tightness, ...RAMPS.strain].map((color) => new Color(color)) };
}

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
/** The cloth in the colour of how it fits: `fit` is its strain and its tightness, both 0 to 1. Of the strain the root
 * is shown: cloth that gives a twentieth is the middle of the scale. */
export const CHARTED = /* glsl */ `
  #ifdef FIT
    if (uChart > .5) diffuseColor.rgb = ramp_(uChart > 1.5 ? 5 : 0, uChart > 1.5 ? sqrt(vFit.x) : vFit.y) * (gl_FrontFacing ? 1. : .8);
  #endif`;
