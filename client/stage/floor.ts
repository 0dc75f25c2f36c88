import { Mesh, MeshLambertMaterial, PlaneGeometry, type PerspectiveCamera, type Scene, Vector3, type WebGLRenderer } from 'three';
import { onFilm, UNPACK } from './film';
import { Mirror } from './mirror';
import { ROOM } from './palette';
import type { Tier } from './quality';

const PARS = /* glsl */ `#include <common>
  varying vec4 vMirror; varying vec3 vWorld;
  uniform sampler2D mirrorColor, mirrorDepth; uniform vec2 mirrorRange, mirrorSpread;
  uniform float uSeed, uGloss, uStroke; uniform vec3 uFeet[FEET];
  float hash21(vec2 p) { vec3 q = fract(vec3(p.xyx) * .1031); q += dot(q, q.yzx + 33.33); return fract((q.x + q.y) * q.z); }
  float noise2(vec2 p) {
    vec2 i = floor(p), f = fract(p); f = f * f * (3. - 2. * f);
    return mix(mix(hash21(i), hash21(i + vec2(1, 0)), f.x), mix(hash21(i + vec2(0, 1)), hash21(i + vec2(1, 1)), f.x), f.y);
  }
  float fbm(vec2 p) { float a = .5, s = 0.; for (int i = 0; i < 3; i++) { s += a * noise2(p); p = p * 2.03 + 17.; a *= .5; } return s; }
  ${UNPACK}
  float metres(float z) { float n = mirrorRange.x, f = mirrorRange.y; return n * f / (f - z * (f - n)); }`;

/** Wet and dry patches, and the dark where a foot stands: a tight shadow of the sole within a wide one of the leg. */
const GROUND = /* glsl */ `#include <color_fragment>
  float wet = smoothstep(.30, .46, fbm(vWorld.xz * vec2(.55, .32) + 3.7) + .10);
  diffuseColor.rgb *= mix(1.25, .72, wet) * (.82 + .36 * fbm(vWorld.xz * 7.));
  float contact = 1.;
  for (int i = 0; i < FEET; i++) {
    vec3 foot = uFeet[i]; vec2 sole = (vWorld.xz - foot.xz) / vec2(.10, .17), leg = (vWorld.xz - foot.xz) / .42;
    contact *= 1. - .86 * exp(-dot(sole, sole) * .8) * exp(-max(0., foot.y) * 14.);
    contact *= 1. - .22 * exp(-dot(leg, leg));
  }`;

/** A reflection whose blur grows with the distance light has travelled after the floor: sharp at the soles, soft at the heads. */
const REFLECTION = /* glsl */ `
  reflectedLight.indirectDiffuse *= contact;
  reflectedLight.directDiffuse *= .68 * mix(1., contact, .5);
  vec2 at = vMirror.xy / vMirror.w;
  float total = metres(texture2D(mirrorDepth, at).x);
  float after = clamp(total - vMirror.w, 0., 30.) / max(total, .1);
  float facing = clamp(normalize(cameraPosition - vWorld).y, .02, 1.);
  float lobe = .030 * mix(1.7, .30, wet);
  vec2 ripple = (vec2(noise2(vWorld.xz * vec2(5., 3.) + 9.), noise2(vWorld.xz * vec2(3., 5.) + 41.)) - .5) * .010 * mix(1.2, .5, wet);
  float turn = hash21(gl_FragCoord.xy + uSeed * 61.7);
  vec3 seen = vec3(0.);
  vec2 reach = lobe * mirrorSpread * after * .5;
  float stroke = log2(max(1., length(reach * vec2(textureSize(mirrorColor, 0))) * uStroke * 1.5 / sqrt(float(TAPS))));
  for (int i = 0; i < TAPS; i++) {
    float u = fract(turn + float(i) / float(TAPS)), v = fract(hash21(gl_FragCoord.yx * 1.37 + float(i) * 7.1 + uSeed * 13.3));
    vec2 off = vec2(cos(6.2831 * v), sin(6.2831 * v)) * sqrt(-log(max(1e-3, 1. - u * .985)));
    off.y *= 1. + 1.4 * (1. - facing);
    seen += min(textureLod(mirrorColor, clamp(at + off * reach + ripple * mirrorSpread * after * .5, .001, .999), stroke).rgb, vec3(1.));
  }
  float fresnel = .06 + .94 * pow(1. - facing, 5.);
  fresnel = mix(fresnel * .6 + .04, fresnel * .86 + .13, wet);
  totalEmissiveRadiance += min(unpackLight(seen / float(TAPS)), vec3(7.)) * fresnel * uGloss * mix(1., contact, .35);`;

/** The wet runway. */
export class WetFloor {
  readonly mesh: Mesh;
  readonly mirror = new Mirror();
  /** For the second eye of a headset, once there is one. */
  private second: Mirror | undefined;
  private readonly uniforms;
  private readonly feet: Vector3[];

  constructor(private readonly tier: Tier) {
    this.feet = Array.from({ length: tier.feet }, () => new Vector3(0, -9, 99));
    this.uniforms = {
      mirrorColor: { value: this.mirror.target.texture },
      mirrorDepth: { value: this.mirror.target.depthTexture },
      mirrorMatrix: { value: this.mirror.lookup },
      mirrorRange: { value: this.mirror.range },
      mirrorSpread: { value: this.mirror.spread },
      uSeed: { value: 1 },
      uGloss: { value: 1 },
      uStroke: { value: 1 },
      uFeet: { value: this.feet },
    };
    const length = ROOM.front - ROOM.back;
    this.mesh = new Mesh(new PlaneGeometry(ROOM.width, length).rotateX(-Math.PI / 2), this.material());
    this.mesh.position.z = (ROOM.front + ROOM.back) / 2;
    this.mesh.receiveShadow = true;
  }

  private material(): MeshLambertMaterial {
    const material = new MeshLambertMaterial({ color: '#1c1c20' });
    material.defines = { ...material.defines, FEET: this.tier.feet, TAPS: this.tier.mirrorTaps };
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, this.uniforms);
      shader.vertexShader = shader.vertexShader
        .replace('#include <common>', '#include <common>\nvarying vec4 vMirror; varying vec3 vWorld; uniform mat4 mirrorMatrix;')
        .replace(
          '#include <worldpos_vertex>',
          '#include <worldpos_vertex>\n  vWorld = (modelMatrix * vec4(transformed, 1.)).xyz; vMirror = mirrorMatrix * vec4(vWorld, 1.);',
        );
      shader.fragmentShader = shader.fragmentShader
        .replace('#include <common>', PARS)
        .replace('#include <color_fragment>', GROUND)
        .replace('#include <aomap_fragment>', REFLECTION);
    };
    return onFilm(material);
  }

  resize(width: number, height: number): void {
    this.mirror.resize(width * this.tier.mirrorScale, height * this.tier.mirrorScale);
  }

  /** Where soles are this instant; those beyond the tier's number are left out. */
  stand(feet: readonly Vector3[]): void {
    this.feet.forEach((foot, i) => foot.copy(feet[i] ?? FAR));
  }

  /** Draws the mirror image for `camera`; `seed` turns the blur's noise from one sample of a `fine` still to the next. */
  reflect(renderer: WebGLRenderer, scene: Scene, camera: PerspectiveCamera, seed: number, fine: boolean): void {
    this.uniforms.uSeed.value = seed;
    this.uniforms.uStroke.value = fine ? 0.35 : this.tier.mirrorTaps > 4 ? 1.4 : 2.2;
    this.mesh.visible = false;
    this.mirror.render(renderer, scene, camera);
    this.mesh.visible = true;
  }

  /** Draws the mirror images of a headset's eyes; each eye then sees its own, so that a reflection lies as deep as what it is of. */
  reflectFor(renderer: WebGLRenderer, scene: Scene, eyes: readonly PerspectiveCamera[], width: number, height: number): void {
    this.uniforms.uSeed.value = 1; // noise that differs from frame to frame crawls before the eyes
    this.uniforms.uStroke.value = 2.2;
    const mirrors = eyes.length > 1 ? [this.mirror, (this.second ??= new Mirror())] : [this.mirror];
    this.mesh.visible = false;
    mirrors.forEach((mirror, i) => {
      mirror.resize(width * this.tier.mirrorScale, height * this.tier.mirrorScale);
      mirror.render(renderer, scene, eyes[i] as PerspectiveCamera);
    });
    this.mesh.visible = true;
    this.mesh.onBeforeRender = (_renderer, _scene, camera) => {
      const of = mirrors[eyes.indexOf(camera as PerspectiveCamera)] ?? this.mirror;
      this.uniforms.mirrorColor.value = of.target.texture;
      this.uniforms.mirrorDepth.value = of.target.depthTexture;
      this.uniforms.mirrorMatrix.value = of.lookup;
      this.uniforms.mirrorRange.value = of.range;
      this.uniforms.mirrorSpread.value = of.spread;
    };
  }

  dispose(): void {
    this.second?.dispose();
    this.mesh.geometry.dispose();
    (this.mesh.material as MeshLambertMaterial).dispose();
    this.mirror.dispose();
  }
}

const FAR = new Vector3(0, -9, 99);
