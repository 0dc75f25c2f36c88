import { type Color, type IUniform, MeshLambertMaterial, type MeshLambertMaterialParameters } from 'three';

/** Light on the architecture that the show can dim and each camera can relight. */
export interface RoomLight {
  readonly uCove: IUniform<Color>;
  readonly uRoom: IUniform<number>;
}

const WORLD = /* glsl */ `#include <worldpos_vertex>
  vWorld = (modelMatrix * vec4(transformed, 1.)).xyz; vCrown = uv.x;`;

/** The key light is flagged off the walls, as barn doors do; a warm cove washes up them from behind the last row. */
const WALL = /* glsl */ `
  reflectedLight.directDiffuse *= .08;
  vec3 facing = inverseTransformDirection(normal, viewMatrix);
  float end = smoothstep(-11., -11.8, vWorld.z);
  float side = max(smoothstep(6.5, 8., abs(vWorld.x)), end * .30);
  float inward = .25 + .75 * pow(clamp(mix(-sign(vWorld.x) * facing.x, facing.z, end), 0., 1.), 1.5);
  float height = exp(-max(0., vWorld.y - .5) * .55) + .03;
  totalEmissiveRadiance += diffuseColor.rgb * uCove * side * inward * height * (.85 + .15 * sin(vWorld.z * .55 + .8));
  float groove = mix(.22, 1., smoothstep(.1, .8, vCrown));
  totalEmissiveRadiance *= groove;
  float up = smoothstep(2., 7., vWorld.y) * exp(-abs(vWorld.x) * .25);
  reflectedLight.indirectDiffuse *= mix(1., .55, up) * mix(1., .45, end) * mix(.5, 1., exp(-vWorld.y * .22)) * groove * uRoom;
  reflectedLight.directDiffuse *= groove;`;

/** Benches catch the spill of the runway light near the edge and sink into the dark behind it. */
const BENCH = /* glsl */ `
  float spill = exp(-pow(max(0., abs(vWorld.x) - 1.9) / 1.1, 2.));
  reflectedLight.directDiffuse *= mix(.03, .55, spill) * uRoom;
  reflectedLight.indirectDiffuse *= mix(.25, .8, smoothstep(-.05, .5, vWorld.y)) * uRoom;`;

/** A matt surface that the key light is kept off. */
export function flagged(
  kind: 'wall' | 'bench',
  light: RoomLight,
  parameters: MeshLambertMaterialParameters,
): MeshLambertMaterial {
  const material = new MeshLambertMaterial(parameters);
  material.defines = { USE_UV: '' };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, light);
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vWorld; varying float vCrown;')
      .replace('#include <worldpos_vertex>', WORLD);
    shader.fragmentShader = shader.fragmentShader
      .replace(
        '#include <common>',
        '#include <common>\nvarying vec3 vWorld; varying float vCrown; uniform vec3 uCove; uniform float uRoom;',
      )
      .replace('#include <aomap_fragment>', kind === 'wall' ? WALL : BENCH);
  };
  material.customProgramCacheKey = () => `flagged-${kind}`;
  return material;
}
