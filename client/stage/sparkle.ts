import {
  BufferGeometry,
  CustomBlending,
  Float32BufferAttribute,
  type IUniform,
  OneFactor,
  OneMinusDstColorFactor,
  Points,
  ShaderMaterial,
} from 'three';
import { disposeTree } from './disposal';
import { random } from './random';
import { ROWS, SEATS } from './hall';

const VERTEX = /* glsl */ `
  attribute vec4 lots; uniform float time, applause, flash, height; varying float vLevel;
  void main() {
    float period = mix(5., 1.4, applause) * (.7 + .6 * lots.x);
    float turn = time / period + lots.y;
    float since = fract(turn) * period;
    float chosen = step(fract(lots.z * 17.3 + floor(turn) * .618), .30 + .5 * applause);
    float pulse = smoothstep(0., .015, since) * exp(-since * 16.) * chosen;
    vLevel = max(pulse, flash * step(.4, lots.w));
    vec4 eye = modelViewMatrix * vec4(position, 1.);
    gl_Position = projectionMatrix * eye;
    gl_PointSize = vLevel < .004 ? 0. : clamp((.12 + .22 * lots.w) * height * projectionMatrix[1][1] / -eye.z, 2., 90.);
  }`;
const FRAGMENT = /* glsl */ `
  varying float vLevel;
  void main() {
    vec2 at = gl_PointCoord * 2. - 1.; float r = length(at);
    float core = smoothstep(.16, .03, r), halo = pow(max(0., 1. - r), 3.5) * .16;
    float star = pow(max(0., 1. - abs(at.y)), 24.) * pow(max(0., 1. - abs(at.x)), 2.) * .22;
    vec3 light = vec3(.93, .96, 1.) * 14. * vLevel * (core + halo + star);
    gl_FragColor = vec4(light / (1. + light.b), 1.);
  }`;

/** Cameras of the guests: each flashes at moments of its own, more often while people applaud. */
export class Sparkle {
  readonly points: Points<BufferGeometry, ShaderMaterial>;
  private readonly uniforms: Record<'time' | 'applause' | 'flash' | 'height', IUniform<number>> = {
    time: { value: 0 },
    applause: { value: 0 },
    flash: { value: 0 },
    height: { value: 1 },
  };

  constructor(seed = 21) {
    const chance = random(seed);
    const positions: number[] = [];
    const lots: number[] = [];
    for (let i = 0; i < 44; i++) {
      const row = ROWS[Math.floor(chance() * ROWS.length)] ?? ROWS[0];
      const side = chance() < 0.5 ? -1 : 1;
      positions.push(side * (row.x - 0.15), row.floor + 1.12 + chance() * 0.2, SEATS.from + chance() * (SEATS.to - SEATS.from));
      lots.push(chance(), chance(), chance(), chance());
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
    geometry.setAttribute('lots', new Float32BufferAttribute(lots, 4));
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: this.uniforms,
      transparent: true,
      depthWrite: false,
      blending: CustomBlending,
      blendSrc: OneMinusDstColorFactor,
      blendDst: OneFactor,
    });
    this.points = new Points(geometry, material);
    this.points.frustumCulled = false;
    this.points.renderOrder = 3;
  }

  /** `flash` 0..1 fires many at once; `height` is the picture's, in pixels. */
  shine(t: number, applause: number, flash: number, height: number): void {
    this.uniforms.time.value = t;
    this.uniforms.applause.value = applause;
    this.uniforms.flash.value = flash;
    this.uniforms.height.value = height / 2;
  }

  dispose(): void {
    disposeTree(this.points);
  }
}
