import { type Material, ShaderChunk } from 'three';

/**
 * Scene light is stored on the way to the dark room as x / (1 + max x). Edges between dark cloth and a bright ribbon are averaged
 * after that, as the eye would, so four samples a pixel are enough for a clean line; `UNPACK` gives the light back.
 */
export const UNPACK = /* glsl */ `vec3 unpackLight(vec3 stored) {
  stored = clamp(stored, 0., .96);
  return stored / (1. - max(stored.r, max(stored.g, stored.b)));
}`;

// the last chunk of every built-in material; it changes nothing unless the material is `onFilm`
ShaderChunk.dithering_fragment += /* glsl */ `
#ifdef ON_FILM
  gl_FragColor.rgb /= 1. + max(gl_FragColor.r, max(gl_FragColor.g, gl_FragColor.b));
#endif`;

/** Marks a material of the scene as one whose light is stored on film. */
export function onFilm<M extends Material>(material: M): M {
  material.defines = { ...material.defines, ON_FILM: '' };
  return material;
}
