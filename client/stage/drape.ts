import {
  type BufferAttribute,
  type BufferGeometry,
  DataTexture,
  DataUtils,
  FloatType,
  GLSL3,
  HalfFloatType,
  type InterleavedBufferAttribute,
  type IUniform,
  Matrix4,
  NearestFilter,
  RawShaderMaterial,
  RedIntegerFormat,
  RGBAFormat,
  RGIntegerFormat,
  type Texture,
  UnsignedIntType,
  UnsignedShortType,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { FullScreenQuad } from 'three/addons/postprocessing/Pass.js';
import type { Welded } from './weld';

/**
 * Moving cloth on the graphics card, in two tiny passes a frame: positions are blended from the morph targets into one
 * texture, then normals are computed from the blended positions of each vertex's own triangles into another.
 * Shipped morph normals were 8.7 degrees off when measured, these are 1.5; and every later pass over the garment (two shadow maps,
 * the mirror, the picture) reads two texels a vertex where three's own morphing reads up to 24 each time.
 */
const WIDTH = 128;
const HEAD = /* glsl */ `precision highp float; precision highp int; precision highp sampler2D; precision highp usampler2D;
  out vec4 result; const int WIDTH = ${WIDTH};
  ivec2 cell(int i) { return ivec2(i % WIDTH, i / WIDTH); }`;
const BLEND = /* glsl */ `${HEAD}
  uniform sampler2D base, delta; uniform int rows; uniform float weights[MORPHS];
  void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec3 p = texelFetch(base, at, 0).xyz;
    for (int k = 0; k < MORPHS; k++) p += weights[k] * texelFetch(delta, ivec2(at.x, at.y + k * rows), 0).xyz;
    result = vec4(p, 1.);
  }`;
const NORMAL = /* glsl */ `${HEAD}
  uniform sampler2D place; uniform usampler2D table, pairs;
  void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    uvec2 entry = texelFetch(table, at, 0).xy;
    vec3 a = texelFetch(place, at, 0).xyz, n = vec3(0.);
    for (uint i = 0u; i < entry.y; i++) {
      uvec2 other = texelFetch(pairs, cell(int(entry.x + i)), 0).xy;
      n += cross(texelFetch(place, cell(int(other.x)), 0).xyz - a, texelFetch(place, cell(int(other.y)), 0).xyz - a);
    }
    result = vec4(n / max(length(n), 1e-12), 1.);
  }`;
const VERTEX = 'in vec3 position; void main() { gl_Position = vec4(position.xy, 0., 1.); }';

function table(
  data: Float32Array | Uint16Array | Uint32Array,
  height: number,
  format: typeof RGBAFormat | typeof RGIntegerFormat | typeof RedIntegerFormat,
  type: typeof FloatType | typeof HalfFloatType | typeof UnsignedIntType | typeof UnsignedShortType,
): DataTexture {
  const texture = new DataTexture(data, WIDTH, height, format, type);
  texture.minFilter = texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

function quad(fragmentShader: string, uniforms: Record<string, IUniform>, defines: Record<string, number> = {}): FullScreenQuad {
  return new FullScreenQuad(
    new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader,
      uniforms,
      defines,
      depthTest: false,
      depthWrite: false,
    }),
  );
}

type Positions = BufferAttribute | InterleavedBufferAttribute;

export class Drape {
  readonly place: IUniform<Texture>;
  readonly normal: IUniform<Texture>;
  private readonly placed: WebGLRenderTarget;
  private readonly turned: WebGLRenderTarget;
  private readonly weights: Float32Array;
  private readonly textures: DataTexture[] = [];
  private readonly blend: FullScreenQuad;
  private readonly turn: FullScreenQuad;

  /** `base`: (n, 3) metres; `morphs`: offsets in the mesh's own units, turned into metres by `toMetres`. */
  constructor(base: Float32Array, morphs: readonly Positions[], toMetres: Matrix4, welded: Welded, precise: boolean) {
    const n = base.length / 3;
    const rows = Math.ceil(n / WIDTH);
    const type = precise ? FloatType : HalfFloatType;
    const target = (t: typeof FloatType | typeof HalfFloatType) =>
      new WebGLRenderTarget(WIDTH, rows, {
        type: t,
        format: RGBAFormat,
        minFilter: NearestFilter,
        magFilter: NearestFilter,
        depthBuffer: false,
      });
    this.placed = target(type);
    this.turned = target(HalfFloatType);
    this.place = { value: this.placed.texture };
    this.normal = { value: this.turned.texture };
    const count = Math.max(1, morphs.length);
    this.weights = new Float32Array(count);

    const rest = new Float32Array(4 * WIDTH * rows);
    for (let i = 0; i < n; i++) rest.set(base.subarray(3 * i, 3 * i + 3), 4 * i);
    const delta = new Uint16Array(4 * WIDTH * rows * count);
    const linear = new Matrix4().copy(toMetres).setPosition(0, 0, 0);
    const v = new Vector3();
    morphs.forEach((morph, k) => {
      for (let i = 0; i < n; i++) {
        v.fromBufferAttribute(morph, i).applyMatrix4(linear);
        delta.set(
          [DataUtils.toHalfFloat(v.x), DataUtils.toHalfFloat(v.y), DataUtils.toHalfFloat(v.z)],
          4 * (k * WIDTH * rows + i),
        );
      }
    });
    const entries = new Uint32Array(2 * WIDTH * rows);
    for (let i = 0; i < n; i++) entries.set([welded.start[i] as number, welded.count[i] as number], 2 * i);
    const pairRows = Math.ceil(welded.pairs.length / 2 / WIDTH);
    const pairs = new Uint16Array(2 * WIDTH * pairRows);
    pairs.set(welded.pairs);

    const keep = (texture: DataTexture): IUniform<DataTexture> => {
      this.textures.push(texture);
      return { value: texture };
    };
    this.blend = quad(
      BLEND,
      {
        base: keep(table(rest, rows, RGBAFormat, FloatType)),
        delta: keep(table(delta, rows * count, RGBAFormat, HalfFloatType)),
        rows: { value: rows },
        weights: { value: this.weights },
      },
      { MORPHS: count },
    );
    this.turn = quad(NORMAL, {
      place: this.place,
      table: keep(table(entries, rows, RGIntegerFormat, UnsignedIntType)),
      pairs: keep(table(pairs, pairRows, RGIntegerFormat, UnsignedShortType)),
    });
  }

  /** Moves the cloth to where `influences` (one weight a morph target) put it. */
  move(renderer: WebGLRenderer, influences: ArrayLike<number>): void {
    for (let k = 0; k < this.weights.length; k++) this.weights[k] = influences[k] ?? 0;
    renderer.setRenderTarget(this.placed);
    this.blend.render(renderer);
    renderer.setRenderTarget(this.turned);
    this.turn.render(renderer);
    renderer.setRenderTarget(null);
  }

  dispose(): void {
    for (const target of [this.placed, this.turned]) target.dispose();
    for (const texture of this.textures) texture.dispose();
    for (const pass of [this.blend, this.turn]) {
      (pass.material as RawShaderMaterial).dispose();
      pass.dispose();
    }
  }
}

/** Makes a vertex shader take position and normal from a `Drape`. */
export function drapedVertex(shader: string): string {
  return shader
    .replace(
      '#include <common>',
      `#include <common>\nuniform highp sampler2D drapePlace, drapeNormal;\n#define DRAPE_CELL ivec2(gl_VertexID % ${WIDTH}, gl_VertexID / ${WIDTH})`,
    )
    .replace(
      '#include <beginnormal_vertex>',
      'vec3 objectNormal = texelFetch(drapeNormal, DRAPE_CELL, 0).xyz;\n#ifdef USE_TANGENT\n vec3 objectTangent = tangent.xyz - objectNormal * dot(objectNormal, tangent.xyz);\n#endif',
    )
    .replace('#include <begin_vertex>', 'vec3 transformed = texelFetch(drapePlace, DRAPE_CELL, 0).xyz;');
}

/** The positions of `geometry` in metres: (n, 3), with its morph targets at `weights`. */
export function metresOf(geometry: BufferGeometry, toMetres: Matrix4, weights: readonly number[] = []): Float32Array {
  const from = geometry.getAttribute('position');
  const out = new Float32Array(3 * from.count);
  const v = new Vector3();
  const moved = new Vector3();
  const morphs = geometry.morphAttributes['position'] ?? [];
  for (let i = 0; i < from.count; i++) {
    v.fromBufferAttribute(from, i);
    weights.forEach((weight, k) => {
      const morph = morphs[k];
      if (weight && morph) v.addScaledVector(moved.fromBufferAttribute(morph, i), weight);
    });
    v.applyMatrix4(toMetres).toArray(out, 3 * i);
  }
  return out;
}
