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
}

const SURFACES: Record<Weave, Surface> = {
  satin: { roughness: [0.36, 0.48], sheenRoughness: 0.3, normal: 0.1, gleam: 1.2, depth: 0.58 },
  twill: { roughness: [0.7, 0.95], sheenRoughness: 0.55, normal: 0.75, gleam: 0.9, depth: 1 },
  plain: { roughness: [0.5, 0.95], sheenRoughness: 0.5, normal: 0.3, gleam: 1, depth: 1 },
  jersey: { roughness: [0.7, 1], sheenRoughness: 0.6, normal: 0.5, gleam: 0.9, depth: 1 },
  velvet: { roughness: [0.9, 1], sheenRoughness: 0.28, normal: 0.3, gleam: 1.1, depth: 0.55 },
  crepe: { roughness: [0.6, 0.85], sheenRoughness: 0.6, normal: 0.35, gleam: 1, depth: 1 },
};

const VERTEX = /* glsl */ `#include <common>
  attribute float _ao; attribute vec2 edge; varying float vOpen; varying vec2 vEdge; varying vec2 vMetres; varying float vDepthIn;`;
const FRAGMENT = /* glsl */ `#include <common>
  varying float vOpen; varying vec2 vEdge; varying vec2 vMetres; varying float vDepthIn; uniform float uGloss, uThreshold; uniform vec3 uPortal, uFuzz;`;

/** Sewing that a camera can see: the fold of a hem with its row of stitches, the valley of a seam, a darker wrong side. */
const SEWN = /* glsl */ `#include <color_fragment>
  float texel_ = max(fwidth(vEdge.x), 1e-5);
  float stitch_ = smoothstep(.0012 + texel_, .0006, abs(vEdge.x - .021)) * smoothstep(.006, .0015, texel_);
  float fold_ = smoothstep(.0035 + texel_, .0, vEdge.x);
  float valley_ = smoothstep(.0026 + texel_, .0004, vEdge.y) * smoothstep(.008, .002, texel_);
  diffuseColor.rgb *= (1. - .22 * stitch_) * (1. - .30 * valley_) * (gl_FrontFacing ? 1. + .10 * fold_ : .62);`;

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
): MeshStandardMaterial {
  const surface = SURFACES[optics.weave];
  const ground = new Color(optics.color);
  const fuzz = optics.sheenColor ? new Color(optics.sheenColor) : ground.clone().lerp(new Color('#ffffff'), 0.3);
  const [smooth, rough] = surface.roughness;
  const normalMap = weaves.of(optics.weave).clone();
  normalMap.repeat.setScalar(REPEATS[optics.weave]);
  normalMap.userData['shared'] = false;
  const common = {
    side: DoubleSide,
    color: map ? new Color('#ffffff') : ground.multiplyScalar(surface.depth),
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
        sheenColor: fuzz.clone().multiplyScalar(optics.weave === 'velvet' ? 1 : 0.6),
        sheenRoughness: surface.sheenRoughness,
        anisotropy: optics.anisotropy,
        anisotropyRotation: Math.PI / 2,
        ior: optics.weave === 'satin' ? 1.55 : 1.45,
        specularIntensity: optics.weave === 'velvet' ? 0.3 : 1,
      })
    : new MeshStandardMaterial(common);
  if (!physical) material.defines = { ...material.defines, FUZZ: '' };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, shared, {
      drapePlace: drape.place,
      drapeNormal: drape.normal,
      hemThick: { value: optics.hem },
      uFuzz: { value: fuzz.multiplyScalar(optics.sheen * 0.5) },
    });
    shader.vertexShader = drapedVertex(shader.vertexShader)
      .replace('#include <common>', VERTEX)
      .replace(
        '#include <project_vertex>',
        '#include <project_vertex>\n  vOpen = _ao; vEdge = edge; vMetres = uv; vDepthIn = (modelMatrix * vec4(transformed, 1.)).z;',
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', FRAGMENT)
      .replace('#include <color_fragment>', SEWN)
      .replace('#include <aomap_fragment>', occlude('vOpen * (gl_FrontFacing ? 1. : .5)') + (physical ? '' : FUZZ))
      .replace('#include <fog_fragment>', DISSOLVE);
  };
  material.customProgramCacheKey = () => `fabric-${physical}`;
  return onFilm(material);
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
