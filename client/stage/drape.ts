import {
  DataTexture,
  FloatType,
  GLSL3,
  HalfFloatType,
  type IUniform,
  NearestFilter,
  RawShaderMaterial,
  type Texture,
  UnsignedIntType,
  UnsignedShortType,
  ByteType,
  RGBAFormat,
  RGBAIntegerFormat,
  RGIntegerFormat,
  ShortType,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { FullScreenQuad } from 'three/addons/postprocessing/Pass.js';
import { joined, type Steps } from './morphs';
import type { Welded } from './weld';

/**
 * Moving cloth on the graphics card, in two tiny passes a frame: positions are blended from the morph targets into one
 * texture, then normals are computed from the blended positions of each vertex's own triangles into another.
 * Shipped morph normals were 8.7 degrees off when measured, these are as good as the positions; and every later pass over the
 * garment (two shadow maps, the mirror, the picture) reads two texels a vertex where three's own morphing reads all targets each time.
 */
export const WIDTH = 128;
const HEAD = /* glsl */ `precision highp float; precision highp int; precision highp sampler2D; precision highp usampler2D;
  out vec4 result; const int WIDTH = ${WIDTH};
  ivec2 cell(int i) { return ivec2(i % WIDTH, i / WIDTH); }`;
const BLEND = /* glsl */ `${HEAD}
  precision highp isampler2D;
  uniform sampler2D base; uniform isampler2D wide, narrow; uniform int rows; uniform float unit;
  #if WIDE
    uniform float wideWeights[WIDE];
  #endif
  #if NARROW
    uniform float narrowWeights[NARROW];
  #endif
  void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec3 steps = vec3(0.);
    #if WIDE
      for (int k = 0; k < WIDE; k++) steps += wideWeights[k] * vec3(texelFetch(wide, ivec2(at.x, at.y + k * rows), 0).xyz);
    #endif
    #if NARROW
      for (int k = 0; k < NARROW; k++) steps += narrowWeights[k] * vec3(texelFetch(narrow, ivec2(at.x, at.y + k * rows), 0).xyz);
    #endif
    result = vec4(texelFetch(base, at, 0).xyz + unit * steps, 1.);
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
  data: Float32Array | Int8Array | Int16Array | Uint16Array | Uint32Array,
  height: number,
  format: typeof RGBAFormat | typeof RGBAIntegerFormat | typeof RGIntegerFormat,
  type: typeof FloatType | typeof ByteType | typeof ShortType | typeof UnsignedIntType | typeof UnsignedShortType,
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

function free(pass: FullScreenQuad): void {
  (pass.material as RawShaderMaterial).dispose();
  pass.dispose();
}

/** The first pass: a base and its morph targets, as many as there are. */
class Blend {
  private readonly wide: Float32Array;
  private readonly narrow: Float32Array;
  private readonly textures: readonly DataTexture[];
  private readonly pass: FullScreenQuad;

  constructor(
    base: IUniform<DataTexture>,
    private readonly steps: Steps,
    rows: number,
  ) {
    this.wide = new Float32Array(Math.max(1, steps.wideOf.length));
    this.narrow = new Float32Array(Math.max(1, steps.narrowOf.length));
    const wide = table(steps.wide, steps.wide.length / 4 / WIDTH, RGBAIntegerFormat, ShortType);
    const narrow = table(steps.narrow, steps.narrow.length / 4 / WIDTH, RGBAIntegerFormat, ByteType);
    this.textures = [wide, narrow];
    this.pass = quad(
      BLEND,
      {
        base,
        wide: { value: wide },
        narrow: { value: narrow },
        rows: { value: rows },
        unit: { value: steps.unit },
        wideWeights: { value: this.wide },
        narrowWeights: { value: this.narrow },
      },
      { WIDE: steps.wideOf.length, NARROW: steps.narrowOf.length },
    );
  }

  render(renderer: WebGLRenderer, influences: ArrayLike<number>): void {
    this.steps.wideOf.forEach((k, i) => (this.wide[i] = influences[k] ?? 0));
    this.steps.narrowOf.forEach((k, i) => (this.narrow[i] = influences[k] ?? 0));
    this.pass.render(renderer);
  }

  dispose(): void {
    for (const texture of this.textures) texture.dispose();
    free(this.pass);
  }
}

/** Rows of a texture that holds `n` vertices. */
export const rowsFor = (n: number): number => Math.ceil(n / WIDTH);

export class Drape {
  readonly place: IUniform<Texture>;
  readonly normal: IUniform<Texture>;
  readonly placed: WebGLRenderTarget;
  readonly turned: WebGLRenderTarget;
  private readonly textures: DataTexture[];
  private readonly turn: FullScreenQuad;
  private readonly rest: IUniform<DataTexture>;
  private blend: Blend;

  /** `base`: (n, 3) metres; `steps`: its morph targets; `precise`: whether the card can draw into float textures. */
  constructor(
    base: Float32Array,
    private steps: Steps,
    welded: Welded,
    precise: boolean,
  ) {
    const n = base.length / 3;
    const rows = rowsFor(n);
    const target = (type: typeof FloatType | typeof HalfFloatType) =>
      new WebGLRenderTarget(WIDTH, rows, {
        type,
        format: RGBAFormat,
        minFilter: NearestFilter,
        magFilter: NearestFilter,
        depthBuffer: false,
      });
    this.placed = target(precise ? FloatType : HalfFloatType);
    this.turned = target(HalfFloatType);
    this.place = { value: this.placed.texture };
    this.normal = { value: this.turned.texture };
    const rest = new Float32Array(4 * WIDTH * rows);
    for (let i = 0; i < n; i++)
      for (let axis = 0; axis < 3; axis++) rest[4 * i + axis] = base[3 * i + axis] as number;
    const entries = new Uint32Array(2 * WIDTH * rows);
    for (let i = 0; i < n; i++) {
      entries[2 * i] = welded.start[i] as number;
      entries[2 * i + 1] = welded.count[i] as number;
    }
    const pairRows = rowsFor(welded.pairs.length / 2);
    const pairs = new Uint16Array(2 * WIDTH * pairRows);
    pairs.set(welded.pairs);

    const [still, around, others] = [
      table(rest, rows, RGBAFormat, FloatType),
      table(entries, rows, RGIntegerFormat, UnsignedIntType),
      table(pairs, pairRows, RGIntegerFormat, UnsignedShortType),
    ];
    this.textures = [still, around, others];
    this.rest = { value: still };
    this.blend = new Blend(this.rest, steps, rows);
    this.turn = quad(NORMAL, { place: this.place, table: { value: around }, pairs: { value: others } });
  }

  /** Takes in morph targets that follow the first `count`, in steps of the same size. */
  extend(more: Steps, count: number): void {
    this.steps = joined(this.steps, more, count);
    this.blend.dispose();
    this.blend = new Blend(this.rest, this.steps, this.placed.height);
  }

  /** Moves the cloth to where `influences` (one weight a morph target) put it. */
  move(renderer: WebGLRenderer, influences: ArrayLike<number>): void {
    renderer.setRenderTarget(this.placed);
    this.blend.render(renderer, influences);
    renderer.setRenderTarget(this.turned);
    this.turn.render(renderer);
    renderer.setRenderTarget(null);
  }

  dispose(): void {
    for (const target of [this.placed, this.turned]) target.dispose();
    for (const texture of this.textures) texture.dispose();
    this.blend.dispose();
    free(this.turn);
  }
}

const DECLARED = /* glsl */ `#include <common>
  uniform highp sampler2D drapePlace, drapeNormal; uniform highp float hemThick;
  attribute highp vec4 hem; // the cloth's vertex, its neighbours along the open edge, and what of the hem this is
  ivec2 drapeCell(float i) { int k = int(i + .5); return ivec2(k % ${WIDTH}, k / ${WIDTH}); }`;
const NORMALS = /* glsl */ `
  vec3 objectNormal = texelFetch(drapeNormal, drapeCell(hem.x), 0).xyz;
  vec3 hemShift = vec3(0.);
  if (hem.w > .5) {
    vec3 inwards = -hemThick * objectNormal;
    if (hem.w < 2.5) {
      vec3 along = texelFetch(drapePlace, drapeCell(hem.z), 0).xyz - texelFetch(drapePlace, drapeCell(hem.y), 0).xyz;
      vec3 away = cross(along, objectNormal);
      away /= max(length(away), 1e-9);
      hemShift = hem.w < 1.5 ? .5 * (inwards + hemThick * away) : inwards;
      objectNormal = hem.w < 1.5 ? away : -objectNormal;
    } else hemShift = (hem.w < 3.5 ? 1. : .12) * inwards;
  }
  #ifdef USE_TANGENT
    vec3 objectTangent = tangent.xyz - objectNormal * dot(objectNormal, tangent.xyz);
  #endif`;

/** Makes a vertex shader take position and normal from a `Drape`, and those of hems from `hem.ts`. */
export function drapedVertex(shader: string): string {
  return shader
    .replace('#include <common>', DECLARED)
    .replace('#include <beginnormal_vertex>', NORMALS)
    .replace('#include <begin_vertex>', 'vec3 transformed = texelFetch(drapePlace, drapeCell(hem.x), 0).xyz + hemShift;');
}

/** The same for a shader that has no use for normals: shadow maps, where a hem's thickness does not show. */
export function drapedDepth(shader: string): string {
  return shader
    .replace('#include <common>', DECLARED)
    .replace('#include <begin_vertex>', 'vec3 transformed = texelFetch(drapePlace, drapeCell(hem.x), 0).xyz;');
}
