import { HalfFloatType, type ShaderMaterial, type Texture, type WebGLRenderer, WebGLRenderTarget } from 'three';
import { Bloom } from './bloom';
import { developer, type Film } from './develop';
import type { Tier } from './quality';

/** The live picture's dark room: a target for scene light, its glow, and the finished frame. */
export class Post {
  readonly target: WebGLRenderTarget;
  private readonly bloom: Bloom | undefined;
  private readonly develop;

  constructor(film: Film, tier: Tier, samples: number) {
    this.target = new WebGLRenderTarget(4, 4, { type: HalfFloatType, samples });
    this.bloom = tier.bloom ? new Bloom() : undefined;
    this.develop = developer(film, tier.bloom);
  }

  resize(width: number, height: number): void {
    this.target.setSize(width, height);
    this.bloom?.resize(width, height);
  }

  /** Develops `picture` (the live target unless given) onto `output`, or onto the canvas when that is null. */
  finish(
    renderer: WebGLRenderer,
    seed: number,
    output: WebGLRenderTarget | null = null,
    picture: WebGLRenderTarget = this.target,
  ): void {
    const { uniforms } = this.develop.material as ShaderMaterial;
    const set = (name: string, value: Texture | number): void => {
      (uniforms[name] as { value: unknown }).value = value;
    };
    if (this.bloom) set('bloom', this.bloom.of(renderer, picture));
    set('picture', picture.texture);
    set('seed', seed);
    set('aspect', picture.width / picture.height);
    renderer.setRenderTarget(output);
    this.develop.render(renderer);
    renderer.setRenderTarget(null);
  }

  dispose(): void {
    this.target.dispose();
    this.bloom?.dispose();
    (this.develop.material as ShaderMaterial).dispose();
    this.develop.dispose();
  }
}
