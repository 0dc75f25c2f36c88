import { ShaderMaterial, type Texture, Vector3 } from 'three';
import { FullScreenQuad } from 'three/addons/postprocessing/Pass.js';
import { UNPACK } from './film';
import { PALETTE } from './palette';

/** How film is developed: what a hall and a daylight studio ask for differ. */
export interface Film {
  readonly exposure: number;
  readonly saturation: number;
  readonly contrast: number;
  readonly grain: number;
  readonly vignette: number;
  readonly shadow: readonly [number, number, number];
  readonly highlight: readonly [number, number, number];
}

export const HALL_FILM: Film = {
  exposure: PALETTE.exposure,
  saturation: 1.12,
  contrast: 0.6,
  grain: 0.022,
  vignette: 0.6,
  shadow: [-0.006, 0.001, 0.014],
  highlight: [0.008, 0.003, -0.006],
};
export const STUDIO_FILM: Film = {
  exposure: 1.12,
  saturation: 1.25,
  contrast: 0.5,
  grain: 0.01,
  vignette: 0.2,
  shadow: [0, 0, 0.004],
  highlight: [0, 0, 0],
};

export const SCREEN_VERTEX = 'varying vec2 vAt; void main() { vAt = uv; gl_Position = vec4(position.xy, 0., 1.); }';

const FRAGMENT = /* glsl */ `
  varying vec2 vAt; uniform sampler2D picture, bloom; uniform vec3 shadowTint, highlightTint;
  uniform float bloomLevel, saturation, contrast, grain, vignette, seed, aspect;
  #include <tonemapping_pars_fragment>
  ${UNPACK}
  float hash21(vec2 p) { vec3 q = fract(vec3(p.xyx) * .1031); q += dot(q, q.yzx + 33.33); return fract((q.x + q.y) * q.z); }
  void main() {
    vec2 off = (vAt - .5) * vec2(max(aspect, 1.), max(1. / aspect, 1.));
    vec3 light = unpackLight(texture2D(picture, vAt).rgb);
    #ifdef BLOOM
      light += texture2D(bloom, vAt).rgb * bloomLevel;
    #endif
    light *= mix(1., 1. / pow(1. + dot(off, off) * 1.1, 2.), vignette);
    vec3 seen = sRGBTransferOETF(vec4(AgXToneMapping(light), 1.)).rgb;
    float grey = dot(seen, vec3(.2126, .7152, .0722));
    seen = mix(vec3(grey), seen, saturation);
    seen = mix(seen, seen * seen * (3. - 2. * seen), contrast);
    seen += shadowTint * (1. - grey) * (1. - grey) + highlightTint * grey * grey;
    seen += (hash21(gl_FragCoord.xy + seed) - .5) * grain * (1. - .6 * grey);
    gl_FragColor = vec4(seen, 1.);
  }`;

/** From scene light to a picture: bloom, vignette, AgX, contrast, tints and grain, in one pass. */
export function developer(film: Film, withBloom: boolean): FullScreenQuad {
  return new FullScreenQuad(
    new ShaderMaterial({
      vertexShader: SCREEN_VERTEX,
      fragmentShader: FRAGMENT,
      toneMapped: false,
      depthTest: false,
      depthWrite: false,
      defines: withBloom ? { BLOOM: '' } : {},
      uniforms: {
        picture: { value: null as Texture | null },
        bloom: { value: null as Texture | null },
        bloomLevel: { value: 0.06 },
        toneMappingExposure: { value: film.exposure },
        saturation: { value: film.saturation },
        contrast: { value: film.contrast },
        grain: { value: film.grain },
        vignette: { value: film.vignette },
        seed: { value: 1 },
        aspect: { value: 1 },
        shadowTint: { value: new Vector3(...film.shadow) },
        highlightTint: { value: new Vector3(...film.highlight) },
      },
    }),
  );
}
