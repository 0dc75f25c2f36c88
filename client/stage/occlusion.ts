/**
 * Ambient occlusion as cloth shows it: light that bounces in a fold takes the fold's colour (Jimenez et al. 2016, eq. 17),
 * and a little of the direct light is lost too. `OPENNESS` is the share of the sky a point sees, 0..1.
 */
export function occlude(openness: string): string {
  return /* glsl */ `
  float open_ = clamp(${openness}, 0., 1.);
  vec3 tint_ = clamp(diffuseColor.rgb, 0., 1.);
  vec3 bounced_ = max(vec3(open_), ((open_ * (2.0404 * tint_ - .3324) + (-4.7951 * tint_ + .6417)) * open_ + (2.7552 * tint_ + .6903)) * open_);
  float gleam_ = smoothstep(.05, .75, open_);
  reflectedLight.indirectDiffuse *= bounced_;
  reflectedLight.indirectSpecular = min(reflectedLight.indirectSpecular * gleam_ * uGloss, vec3(2.));
  reflectedLight.directDiffuse *= mix(vec3(1.), bounced_, .55);
  reflectedLight.directSpecular = min(reflectedLight.directSpecular * mix(1., gleam_, .7) * uGloss, vec3(2.)); // a lone hot pixel would bloom
  #ifdef USE_SHEEN
    sheenSpecularIndirect *= gleam_; sheenSpecularDirect *= mix(1., gleam_, .7);
  #endif
  #ifdef USE_CLEARCOAT
    clearcoatSpecularIndirect *= gleam_ * mix(.6, 1., uGloss); clearcoatSpecularDirect *= mix(1., gleam_, .7) * uGloss;
  #endif
`;
}

/** Whoever stands behind the portal dissolves in its light. */
export const DISSOLVE = /* glsl */ `#include <fog_fragment>
  gl_FragColor.rgb = mix(gl_FragColor.rgb, uPortal, smoothstep(uThreshold, uThreshold - 1.15, vDepthIn));`;
