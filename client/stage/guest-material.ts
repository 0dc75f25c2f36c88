import { type Color, type IUniform, MeshLambertMaterial, type Vector3 } from 'three';
import { onFilm } from './film';

export interface GuestUniforms {
  readonly uRim: IUniform<Color>;
  readonly uRun: IUniform<number>;
  readonly uTime: IUniform<number>;
  readonly uApplause: IUniform<number>;
  readonly uScreen: IUniform<Color>;
  /** A place (x, z) in the hall that is kept free, and metres round it. */
  readonly uFree: IUniform<Vector3>;
}

const VERTEX = /* glsl */ `#include <common>
  attribute float _part, _hand; attribute vec2 lots; uniform float uTime, uApplause; uniform vec3 uFree;
  varying float vPart; varying vec3 vBody, vHall; varying vec2 vLots;`;

/** Clapping brings the hands together before the chest, three times a second, everybody at a moment of their own. */
const MOTION = /* glsl */ `#include <begin_vertex>
  float beat = sin(uTime * (17. + 3. * lots.x) + lots.y * 40.);
  float willing = smoothstep(lots.x * .6, lots.x * .6 + .3, uApplause) * (abs(_part - 5.) < .5 ? 0. : 1.);
  float arm = _part < .5 ? 1. : abs(_part - 2.) < .5 ? smoothstep(.10, .19, abs(position.x)) : 0.; // cloth that hangs by a hand in the lap stays there
  float reach = abs(_hand) * willing * arm;
  vec3 clap = vec3(sign(_hand) * (.055 + .05 * beat), 1.02 + .04 * lots.y, .34);
  transformed = mix(transformed, clap + (transformed - vec3(sign(_hand) * .1, .72, .34)) * .8, reach * .85);
  float trunk = smoothstep(.5, 1.1, position.y);
  transformed.z += trunk * (.006 * sin(uTime * 1.3 + lots.x * 30.) + .03 * willing);
  transformed.x += trunk * .01 * sin(uTime * .37 + lots.y * 50.);
  transformed *= step(uFree.z, distance(instanceMatrix[3].xz, uFree.xy));
  vPart = _part; vBody = position; vLots = lots; vHall = (instanceMatrix * vec4(transformed, 1.)).xyz;`;

const FRAGMENT = /* glsl */ `#include <common>
  uniform vec3 uRim, uScreen; uniform float uRun; varying float vPart; varying vec3 vBody, vHall; varying vec2 vLots;`;

const COLOR = /* glsl */ `#include <color_fragment>
  vec3 cloth = diffuseColor.rgb;
  float part = floor(vPart + .5);
  vec3 skin = mix(vec3(.020, .012, .009), vec3(.105, .072, .056), vLots.y * vLots.y);
  vec3 hair = mix(vec3(.004), vec3(.030, .020, .014), fract(vLots.x * 7.3));
  if (part < .5) diffuseColor.rgb = skin;
  else if (part < 1.5) diffuseColor.rgb = hair;
  else if (part < 2.5) diffuseColor.rgb = cloth * .85;
  else if (part < 3.5) diffuseColor.rgb = mix(cloth, vec3(.008), step(.45, vLots.y)) * .8;
  else if (part < 4.5) diffuseColor.rgb = vec3(.006);
  else if (part < 5.5) diffuseColor.rgb = vec3(.004);
  else diffuseColor.rgb = mix(vec3(.012), vec3(.16, .155, .145), step(.5, fract(vLots.y * 5.1)));`;

/** Guests stay in the dark: the key light is flagged off them, and a thin rim from the runway draws their edge. */
const DARK = /* glsl */ `
  float low = smoothstep(-.15, .95, vBody.y);
  vec3 facing = inverseTransformDirection(normal, viewMatrix);
  float spill = exp(-pow(max(0., abs(vHall.x) - 1.7) / 1.0, 2.));
  reflectedLight.indirectDiffuse *= low * uRun;
  reflectedLight.directDiffuse *= mix(.3, 1., low) * mix(.03, .20, spill) * mix(1., .35, clamp(facing.y, 0., 1.)) * uRun;
  float edgeOn = pow(1. - clamp(dot(normal, normalize(vViewPosition)), 0., 1.), 4.6) * 1.5;
  float toRunway = clamp(-sign(vHall.x) * facing.x * .75 + facing.y * .45, 0., 1.);
  totalEmissiveRadiance += uRim * edgeOn * toRunway * toRunway * smoothstep(.2, .9, vBody.y) * mix(.6, 1., step(vPart, 1.5));
  if (abs(part - 5.) < .5) totalEmissiveRadiance += uScreen * smoothstep(.2, .8, facing.x * -sign(vHall.x) * -1. + .3);`;

/** One material for all guests: what they wear is told apart by `_part` and coloured by the seat. */
export function guestMaterial(uniforms: GuestUniforms): MeshLambertMaterial {
  const material = new MeshLambertMaterial();
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader.replace('#include <common>', VERTEX).replace('#include <begin_vertex>', MOTION);
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', FRAGMENT)
      .replace('#include <color_fragment>', COLOR)
      .replace('#include <aomap_fragment>', DARK);
  };
  material.customProgramCacheKey = () => 'guest';
  return onFilm(material);
}
