import { type Material, ShaderChunk } from 'three';

/**
 * Scene light is stored on the way to the dark room as x / (1 + max x). Edges between dark cloth and a bright ribbon are averaged
 * after that, as the eye would, so four samples a pixel are enough for a clean line; `UNPACK` gives the light back.
 */
export const UNPACK = /* glsl */ `vec3 unpackLight(vec3 stored) {
  stored = clamp(stored, 0., .96);
  return stored / (1. - max(stored.r, max(stored.g, stored.b)));
}`;

/**
 * A headset has no dark room: what is drawn for it, three's custom tone mapping being on, leaves the scene developed, as `develop.ts` does
 * it, between the film of the hall and that of the studio.
 */
ShaderChunk.dithering_pars_fragment += /* glsl */ `
#if defined(ON_FILM) && defined(TONE_MAPPING)
  vec3 developed(vec3 light) {
    vec3 seen = sRGBTransferOETF(vec4(AgXToneMapping(light), 1.)).rgb;
    seen = mix(vec3(dot(seen, vec3(.2126, .7152, .0722))), seen, 1.18);
    return mix(seen, seen * seen * (3. - 2. * seen), .55);
  }
#endif`;

// the last chunk of every built-in material; it changes nothing unless the material is `onFilm`
ShaderChunk.dithering_fragment += /* glsl */ `
#ifdef ON_FILM
  #ifdef TONE_MAPPING
    gl_FragColor.rgb = developed(gl_FragColor.rgb);
  #else
    gl_FragColor.rgb /= 1. + max(gl_FragColor.r, max(gl_FragColor.g, gl_FragColor.b));
  #endif
#endif`;

/** Marks a material of the scene as one whose light is stored on film. */
export function onFilm<M extends Material>(material: M): M {
  material.defines = { ...material.defines, ON_FILM: '' };
  return material;
}
