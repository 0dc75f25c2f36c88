import {
  FloatType,
  HalfFloatType,
  NearestFilter,
  ShaderMaterial,
  type Texture,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { FullScreenQuad } from 'three/addons/postprocessing/Pass.js';
import type { Shot } from './camera';
import { SCREEN_VERTEX } from './develop';
import type { Model } from './model';
import { disk, halton } from './random';
import type { Frame, PhotoOptions } from './types';
import type { World } from './world';

const MIX = /* glsl */ `
  varying vec2 vAt; uniform sampler2D before, sample_; uniform float share;
  void main() { gl_FragColor = vec4(mix(texture2D(before, vAt).rgb, clamp(texture2D(sample_, vAt).rgb, 0., 1.), share), 1.); }`;

/** The offsets of sample `i` of `n`: a point in the pixel, on the lens, and on the face of either lamp. */
export function offsets(
  i: number,
  n: number,
): { pixel: [number, number]; lens: [number, number]; lamps: [number, number, number, number] } {
  const at = (base: number): number => (halton(i + 1, base) + 0.5 / n) % 1;
  return {
    pixel: [at(5) - 0.5, at(7) - 0.5],
    lens: disk(at(2), at(3)),
    lamps: [...disk(at(11), at(13)), ...disk(at(17), at(19))],
  };
}

/** Shifts the camera on its lens so that what is in focus stays put, and the picture by a part of a pixel. */
function expose(
  world: World,
  shot: Shot,
  lens: readonly [number, number],
  pixel: readonly [number, number],
  size: Vector2,
): void {
  const { camera } = world;
  const e = camera.projectionMatrix.elements;
  const distance = -shot.focus.clone().applyMatrix4(camera.matrixWorldInverse).z;
  const aperture = shot.millimetres / 1000 / shot.stop / 2;
  const [x, y] = [lens[0] * aperture, lens[1] * aperture];
  e[8] = (e[8] ?? 0) + (pixel[0] * 2.5) / size.x - ((e[0] ?? 1) * x) / distance;
  e[9] = (e[9] ?? 0) + (pixel[1] * 2.5) / size.y - ((e[5] ?? 1) * y) / distance;
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
  camera.translateX(x);
  camera.translateY(y);
  camera.updateMatrixWorld();
}

async function encode(pixels: Uint8Array, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to write the still on.');
  const image = context.createImageData(width, height);
  for (let y = 0; y < height; y++)
    image.data.set(pixels.subarray((height - 1 - y) * width * 4, (height - y) * width * 4), y * width * 4);
  context.putImageData(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The still could not be written as PNG.'))), 'image/png'),
  );
}

/** Presses the shutter: `samples` drawings of one instant become one picture, a drawing each turn of the event loop. */
export async function takePhoto(
  renderer: WebGLRenderer,
  world: World,
  frame: Frame,
  shot: Shot,
  models: ReadonlyMap<string, Model>,
  size: Vector2,
  options: PhotoOptions,
): Promise<Blob> {
  const samples = options.samples ?? 16;
  const float = { type: FloatType, depthBuffer: false, minFilter: NearestFilter, magFilter: NearestFilter } as const;
  const drawing = new WebGLRenderTarget(size.x, size.y, { type: HalfFloatType });
  let sum = new WebGLRenderTarget(size.x, size.y, float);
  let next = new WebGLRenderTarget(size.x, size.y, float);
  const output = new WebGLRenderTarget(size.x, size.y, { depthBuffer: false });
  const uniforms = { before: { value: null as Texture | null }, sample_: { value: null as Texture | null }, share: { value: 1 } };
  const mix = new FullScreenQuad(
    new ShaderMaterial({
      vertexShader: SCREEN_VERTEX,
      fragmentShader: MIX,
      uniforms,
      depthTest: false,
      depthWrite: false,
      toneMapped: false,
    }),
  );
  try {
    for (let i = 0; i < samples; i++) {
      options.signal?.throwIfAborted();
      const { pixel, lens, lamps } = offsets(i, samples);
      world.aim(shot, size.x / size.y);
      expose(world, shot, lens, pixel, size);
      const present = world.prepare(frame, shot, models);
      world.draw(frame, shot, present, { seed: i + 1, jitter: lamps, fine: true }, drawing);
      Object.assign(uniforms.before, { value: sum.texture });
      Object.assign(uniforms.sample_, { value: drawing.texture });
      uniforms.share.value = 1 / (i + 1);
      renderer.setRenderTarget(next);
      mix.render(renderer);
      renderer.setRenderTarget(null);
      [sum, next] = [next, sum];
      options.onProgress?.((i + 1) / samples);
      await new Promise((resume) => setTimeout(resume));
    }
    options.signal?.throwIfAborted();
    world.post.finish(renderer, 1, output, sum);
    const pixels = new Uint8Array(4 * size.x * size.y);
    renderer.readRenderTargetPixels(output, 0, 0, size.x, size.y, pixels);
    return await encode(pixels, size.x, size.y);
  } finally {
    for (const target of [drawing, sum, next, output]) target.dispose();
    (mix.material as ShaderMaterial).dispose();
    mix.dispose();
  }
}
