import {
  Color,
  DoubleSide,
  MeshDepthMaterial,
  MeshPhysicalMaterial,
  MeshStandardMaterial,
  RGBADepthPacking,
  type Texture,
  Vector2,
} from 'three';
import { CHART_FRAGMENT, CHART_VERTEX, CHARTED, ramps } from './chart';
import { type Drape, drapedDepth, drapedVertex } from './drape';
import { onFilm } from './film';
import { DISSOLVE, occlude } from './occlusion';
import type { ModelUniforms } from './uniforms';
import { REPEATS, type Weave, type Weaves } from './weave';

/** The optical half of a fabric, as looks carry it. */
export interface Optics {
  readonly color: string;
  readonly weave: Weave;
  readonly roughness: number;
  readonly sheen: number;
  readonly sheenColor: string | null;
  readonly anisotropy: number;
  /** How thick a turned edge is, metres. */
  readonly hem: number;
}

interface Surface {
  readonly roughness: readonly [number, number];
  readonly sheenRoughness: number;
  readonly normal: number;
  readonly gleam: number;
  /** Deep grounds read as richer cloth: the film turns bright red into salmon. */
  readonly depth: number;
  /** Light that has gone through the fibres: refractive index of that lobe, and the share of white that is left at its edge. */
  readonly lustre?: { readonly ior: number; readonly edge: number };
  /** How much darker the valleys between threads are than their crowns. */
  readonly relief: number;
}

const SURFACES: Record<Weave, Surface> = {
  satin: {
    roughness: [0.4, 0.55],
    sheenRoughness: 0.4,
    normal: 0.06,
    gleam: 1,
    depth: 0.42,
    lustre: { ior: 2.3, edge: 0.3 },
    relief: 0,
  },
  twill: { roughness: [0.7, 0.95], sheenRoughness: 0.55, normal: 0.75, gleam: 0.9, depth: 1, relief: 0.5 },
  plain: { roughness: [0.5, 0.95], sheenRoughness: 0.5, normal: 0.3, gleam: 1, depth: 1, relief: 0.16 },
  jersey: { roughness: [0.7, 1], sheenRoughness: 0.6, normal: 0.5, gleam: 0.9, depth: 1, relief: 0.34 },
  velvet: { roughness: [0.9, 1], sheenRoughness: 0.28, normal: 0.3, gleam: 1.1, depth: 0.55, relief: 0.1 },
  crepe: { roughness: [0.6, 0.85], sheenRoughness: 0.6, normal: 0.35, gleam: 1, depth: 1, relief: 0.2 },
};

const VERTEX = /* glsl */ `#include <common>
  attribute float _ao; attribute vec2 edge; varying float vOpen; varying vec2 vEdge; varying vec2 vMetres; varying float vDepthIn;`;
const FRAGMENT = /* glsl */ `#include <common>
  varying float vOpen; varying vec2 vEdge; varying vec2 vMetres; varying float vDepthIn; uniform float uGloss, uThreshold; uniform vec3 uPortal, uFuzz; uniform float uRelief, uCrown;`;

/** Sewing that a camera can see: the fold of a hem with its row of stitches, the valley of a seam, a darker wrong side. */
const SEWN = /* glsl */ `#include <color_fragment>
  float texel_ = max(fwidth(vEdge.x), 1e-5);
  float stitch_ = smoothstep(.0012 + texel_, .0006, abs(vEdge.x - .021)) * smoothstep(.006, .0015, texel_);
  float fold_ = smoothstep(.0035 + texel_, .0, vEdge.x);
  float valley_ = smoothstep(.0026 + texel_, .0004, vEdge.y) * smoothstep(.008, .002, texel_);
  diffuseColor.rgb *= (1. - .22 * stitch_) * (1. - .30 * valley_) * (gl_FrontFacing ? 1. + .10 * fold_ : .62);`;

/** Threads seen one by one: their crowns catch the light; where a pixel spans half a thread they are let go, or they would beat. */
const THREADS = /* glsl */ `
  #ifdef USE_NORMALMAP
    vec2 span_ = 16. * fwidth(vNormalMapUv);
    diffuseColor.rgb *= 1. + uRelief * smoothstep(.5, .15, max(span_.x, span_.y)) * (texture2D(normalMap, vNormalMapUv).a - uCrown);
  #endif`;

/**
 * Where smooth normals lean away from the eye, at the rim of a fold, they are bent back to it: a mirror seen from behind
 * throws lone bright pixels along the rim. And what a pixel holds of turning normals makes it rougher, not brighter
 * (Tokuyoshi & Kaplanyan 2019, Improved Geometric Specular Antialiasing, listing 1).
 */
const STEADY = /* glsl */ `#include <normal_fragment_maps>
  vec3 eye_ = normalize(vViewPosition);
  normal = normalize(normal + max(0., .18 - dot(normal, eye_)) * eye_);
  vec3 turnX_ = dFdx(normal), turnY_ = dFdy(normal);
  float turning_ = min(.5 * (dot(turnX_, turnX_) + dot(turnY_, turnY_)), .18);
  roughnessFactor = sqrt(sqrt(min(1., roughnessFactor * roughnessFactor * roughnessFactor * roughnessFactor + turning_)));`;

/** On the small tier a fuzzy edge stands in for the sheen of the full model. */
const FUZZ = /* glsl */ `
  #ifdef FUZZ
    float edgeOn_ = pow(1. - clamp(dot(normal, normalize(vViewPosition)), 0., 1.), 3.);
    reflectedLight.indirectDiffuse += uFuzz * edgeOn_ * (irradiance * RECIPROCAL_PI) * 3.;
  #endif`;

/** The cloth of one garment. `map` is its print, repeated in metres. */
export function fabricMaterial(
  optics: Optics,
  map: Texture | null,
  drape: Drape,
  weaves: Weaves,
  shared: ModelUniforms,
  physical: boolean,
  fits = false,
): MeshStandardMaterial {
  const surface = SURFACES[optics.weave];
  const ground = new Color(optics.color);
  const fuzz = optics.sheenColor ? new Color(optics.sheenColor) : ground.clone().lerp(new Color('#ffffff'), 0.3);
  const deepened = surface.depth + (1 - surface.depth) * 0.7 * ground.getHSL({ h: 0, s: 0, l: 0 }).l; // pale cloth is pale
  const [smooth, rough] = surface.roughness;
  const normalMap = weaves.of(optics.weave).clone();
  normalMap.repeat.setScalar(REPEATS[optics.weave]);
  normalMap.userData['shared'] = false;
  const common = {
    side: DoubleSide,
    color: map ? new Color('#ffffff') : ground.clone().multiplyScalar(deepened),
    roughness: Math.min(rough, Math.max(smooth, optics.roughness)) + (physical || optics.weave !== 'satin' ? 0 : 0.1), // without a grain, a tight gleam reads as latex
    map,
    normalMap,
    normalScale: new Vector2(surface.normal, surface.normal),
    envMapIntensity: surface.gleam,
  };
  const material = physical
    ? new MeshPhysicalMaterial({
        ...common,
        sheen: optics.sheen,
        sheenColor: (surface.lustre ? lustreOf(optics.color) : fuzz.clone()).multiplyScalar(optics.weave === 'velvet' ? 1 : 0.6),
        sheenRoughness: surface.sheenRoughness,
        anisotropy: optics.anisotropy,
        anisotropyRotation: Math.PI / 2,
        ior: surface.lustre?.ior ?? 1.45,
        specularIntensity: surface.lustre?.edge ?? (optics.weave === 'velvet' ? 0.3 : 1),
        specularColor: surface.lustre ? lustreOf(optics.color) : new Color('#ffffff'),
      })
    : new MeshStandardMaterial(common);
  if (!physical) material.defines = { ...material.defines, FUZZ: '' };
  if (fits) material.defines = { ...material.defines, FIT: '' };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, shared, {
      ...(fits && { uRamps: ramps() }),
      drapePlace: drape.place,
      drapeNormal: drape.normal,
      hemThick: { value: optics.hem },
      uRelief: { value: surface.relief },
      uCrown: { value: weaves.crown(optics.weave) },
      uFuzz: { value: fuzz.multiplyScalar(optics.sheen * 0.5) },
    });
    shader.vertexShader = drapedVertex(shader.vertexShader)
      .replace('#include <common>', VERTEX + CHART_VERTEX)
      .replace(
        '#include <project_vertex>',
        '#include <project_vertex>\n  #ifdef FIT\n vFit = fit;\n #endif\n  vOpen = _ao; vEdge = edge; vMetres = uv; vDepthIn = (modelMatrix * vec4(transformed, 1.)).z;',
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', FRAGMENT + CHART_FRAGMENT)
      .replace('#include <color_fragment>', SEWN + THREADS + CHARTED)
      .replace('#include <normal_fragment_maps>', STEADY)
      .replace('#include <aomap_fragment>', occlude('vOpen * (gl_FrontFacing ? 1. : .5)') + (physical ? '' : FUZZ))
      .replace('#include <fog_fragment>', DISSOLVE);
  };
  material.customProgramCacheKey = () => `fabric-${physical}-${fits}`;
  return onFilm(material);
}

/** What light keeps of a colour when it crosses a fibre once, where `color` is that of many crossings. */
function lustreOf(color: string): Color {
  const { r, g, b } = new Color(color);
  return new Color(Math.sqrt(r), Math.sqrt(g), Math.sqrt(b)).multiplyScalar(2.4);
}

/** What the garment writes into shadow maps. */
export function fabricDepth(drape: Drape): MeshDepthMaterial {
  const material = new MeshDepthMaterial({ depthPacking: RGBADepthPacking, side: DoubleSide });
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, { drapePlace: drape.place });
    shader.vertexShader = drapedDepth(shader.vertexShader);
  };
  material.customProgramCacheKey = () => 'fabric-depth';
  return material;
}
