import { HalfFloatType, ShaderMaterial, type Texture, Vector2, type WebGLRenderer, WebGLRenderTarget } from 'three';
import { FullScreenQuad } from 'three/addons/postprocessing/Pass.js';
import { SCREEN_VERTEX } from './develop';
import { UNPACK } from './film';

const TENT = /* glsl */ `
  varying vec2 vAt; uniform sampler2D from, onto; uniform vec2 texel; uniform float threshold, gain;
  vec3 tent(sampler2D map) {
    vec3 sum = vec3(0.);
    for (int x = -1; x <= 1; x++) for (int y = -1; y <= 1; y++) {
      float weight = (x == 0 ? 2. : 1.) * (y == 0 ? 2. : 1.);
      sum += weight * texture2D(map, vAt + vec2(x, y) * texel).rgb;
    }
    return sum / 16.;
  }`;
const DOWN = `${TENT} ${UNPACK}
  void main() {
    vec3 c = tent(from);
    if (threshold > 0.) c = unpackLight(c), c *= smoothstep(threshold, threshold * 3., max(c.r, max(c.g, c.b)));
    gl_FragColor = vec4(min(c, vec3(24.)), 1.);
  }`;
const UP = `${TENT} void main() { gl_FragColor = vec4(texture2D(onto, vAt).rgb + gain * tent(from), 1.); }`;
const LEVELS = 6;

function pass(fragmentShader: string, threshold: number): FullScreenQuad {
  const uniforms = {
    from: { value: null as Texture | null },
    onto: { value: null as Texture | null },
    texel: { value: new Vector2() },
    threshold: { value: threshold },
    gain: { value: 0.9 },
  };
  return new FullScreenQuad(
    new ShaderMaterial({
      vertexShader: SCREEN_VERTEX,
      fragmentShader,
      uniforms,
      depthTest: false,
      depthWrite: false,
      toneMapped: false,
    }),
  );
}

/** The glow around what is brighter than paper: a pyramid of blurs, down and up again (Jimenez, SIGGRAPH 2014). */
export class Bloom {
  private readonly down = Array.from(
    { length: LEVELS },
    () => new WebGLRenderTarget(4, 4, { type: HalfFloatType, depthBuffer: false }),
  );
  private readonly up = Array.from(
    { length: LEVELS - 1 },
    () => new WebGLRenderTarget(4, 4, { type: HalfFloatType, depthBuffer: false }),
  );
  private readonly first = pass(DOWN, 1.1);
  private readonly next = pass(DOWN, 0);
  private readonly rise = pass(UP, 0);

  resize(width: number, height: number): void {
    const size = (level: number): [number, number] => [Math.max(2, width >> (level + 1)), Math.max(2, height >> (level + 1))];
    this.down.forEach((target, level) => target.setSize(...size(level)));
    this.up.forEach((target, level) => target.setSize(...size(level)));
  }

  /** The glow of `picture`, as a texture of half its size. */
  of(renderer: WebGLRenderer, picture: WebGLRenderTarget): Texture {
    let from = picture;
    this.down.forEach((target, level) => {
      this.draw(renderer, level ? this.next : this.first, from, null, target);
      from = target;
    });
    for (let level = LEVELS - 2; level >= 0; level--) {
      const target = this.up[level] as WebGLRenderTarget;
      this.draw(renderer, this.rise, from, (this.down[level] as WebGLRenderTarget).texture, target);
      from = target;
    }
    return from.texture;
  }

  private draw(
    renderer: WebGLRenderer,
    quad: FullScreenQuad,
    from: WebGLRenderTarget,
    onto: Texture | null,
    target: WebGLRenderTarget,
  ): void {
    const { uniforms } = quad.material as ShaderMaterial;
    (uniforms['from'] as { value: Texture }).value = from.texture;
    (uniforms['onto'] as { value: Texture | null }).value = onto;
    (uniforms['texel'] as { value: Vector2 }).value.set(1 / from.width, 1 / from.height);
    renderer.setRenderTarget(target);
    quad.render(renderer);
  }

  dispose(): void {
    for (const target of [...this.down, ...this.up]) target.dispose();
    for (const quad of [this.first, this.next, this.rise]) {
      (quad.material as ShaderMaterial).dispose();
      quad.dispose();
    }
  }
}
