import { Color, MeshPhysicalMaterial, MeshStandardMaterial } from 'three';
import { onFilm } from './film';
import { DISSOLVE, occlude } from './occlusion';
import type { ModelUniforms } from './uniforms';

/** The surface of a mannequin and of what it always wears, as looks carry it. */
export interface Finish {
  readonly color: string;
  readonly roughness: number;
  readonly metallic: number;
  readonly clearcoat: number;
  readonly clearcoatRoughness: number;
  readonly baseColor: string;
  readonly shoeColor: string;
  readonly hairColor: string;
  readonly lipColor: string;
  readonly eyeColor: string;
}

export const PORCELAIN: Finish = {
  color: '#e6ded4',
  roughness: 0.36,
  metallic: 0,
  clearcoat: 0.55,
  clearcoatRoughness: 0.18,
  baseColor: '#d8d2c8',
  shoeColor: '#d9d3c9',
  hairColor: '#d2cbc0',
  lipColor: '#e2d8cf',
  eyeColor: '#f0ece5',
};

const VERTEX = /* glsl */ `#include <common>
  attribute vec4 zones; attribute float eyes; attribute float _ao; varying vec4 vZones; varying float vEyes, vOpen, vDepthIn; varying vec3 vRest;`;
/** Skin counts as 4 mm farther off than it is: cloth that all but touches it wins. */
const BEHIND = /* glsl */ `
  vec4 behind = projectionMatrix * (mvPosition + vec4(normalize(mvPosition.xyz) * .004, 0.));
  gl_Position.z = behind.z / behind.w * gl_Position.w;`;
const FRAGMENT = /* glsl */ `#include <common>
  varying vec4 vZones; varying float vEyes, vOpen, vDepthIn; varying vec3 vRest;
  uniform vec3 uBase, uShoe, uHair, uLip, uEye, uPortal; uniform float uGloss, uThreshold;
  float cut_(float zone) { float w = max(fwidth(zone), .004); return smoothstep(.5 - w, .5 + w, zone); }`;
const COLOR = /* glsl */ `#include <color_fragment>
  float base_ = cut_(vZones.x), shoe_ = cut_(vZones.y), hair_ = cut_(vZones.z), lip_ = smoothstep(.25, .75, vZones.w), eye_ = cut_(vEyes);
  diffuseColor.rgb = mix(diffuseColor.rgb, uLip, lip_);
  diffuseColor.rgb = mix(diffuseColor.rgb, uBase, base_);
  diffuseColor.rgb = mix(diffuseColor.rgb, uShoe, shoe_);
  diffuseColor.rgb = mix(diffuseColor.rgb, uHair, hair_);
  diffuseColor.rgb = mix(diffuseColor.rgb, uEye, eye_);`;
const ROUGHNESS = /* glsl */ `#include <roughnessmap_fragment>
  roughnessFactor = mix(roughnessFactor, .62, base_);
  roughnessFactor = mix(roughnessFactor, .2, shoe_);
  roughnessFactor = mix(roughnessFactor, .40 + .1 * sin(vRest.x * 900.), hair_);
  roughnessFactor = mix(roughnessFactor, .28, max(lip_ * .6, eye_));`;
const METALNESS = /* glsl */ `#include <metalnessmap_fragment>
  metalnessFactor *= 1. - max(max(base_, shoe_), hair_);`;

/** One material for the whole figure: skin, base layer, shoes, hair, lips and eyes are cut per pixel from its zones. */
export function finishMaterial(finish: Finish, shared: ModelUniforms, physical: boolean): MeshStandardMaterial {
  const skin = new Color(finish.color);
  const sculpted = { color: skin, roughness: finish.roughness, metalness: finish.metallic, envMapIntensity: 1.05 };
  const pale = skin.getHSL({ h: 0, s: 0, l: 0 }).l > 0.3 && finish.metallic < 0.5;
  const material = physical
    ? new MeshPhysicalMaterial({
        ...sculpted,
        clearcoat: finish.clearcoat,
        clearcoatRoughness: finish.clearcoatRoughness,
        sheen: pale ? 0.3 : 0,
        sheenColor: new Color('#ffd9c8'),
        sheenRoughness: 0.6,
      })
    : new MeshStandardMaterial({ ...sculpted, roughness: finish.roughness * (1 - 0.35 * finish.clearcoat) });
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, shared, {
      uBase: { value: new Color(finish.baseColor) },
      uShoe: { value: new Color(finish.shoeColor) },
      uHair: { value: new Color(finish.hairColor) },
      uLip: { value: new Color(finish.lipColor) },
      uEye: { value: new Color(finish.eyeColor) },
    });
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', VERTEX)
      .replace(
        '#include <project_vertex>',
        '#include <project_vertex>\n  vZones = zones; vEyes = eyes; vOpen = _ao; vRest = position; vDepthIn = (modelMatrix * vec4(transformed, 1.)).z;' +
          BEHIND,
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', FRAGMENT)
      .replace('#include <color_fragment>', COLOR)
      .replace('#include <roughnessmap_fragment>', ROUGHNESS)
      .replace('#include <metalnessmap_fragment>', METALNESS)
      .replace('#include <aomap_fragment>', occlude('vOpen'))
      .replace('#include <fog_fragment>', DISSOLVE);
  };
  material.customProgramCacheKey = () => `finish-${physical}-${pale}`;
  return onFilm(material);
}
