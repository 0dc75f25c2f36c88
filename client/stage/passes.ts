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
import type { Fine } from './fine';
import type { Steps } from './morphs';
import type { Welded } from './weld';

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
/** Normals of positions. A finer mesh takes the coarser one's, and looks at itself only in folds: there are errors half as long to be seen. */
const NORMAL = /* glsl */ `${HEAD}
  uniform sampler2D place; uniform usampler2D table, pairs;
  #ifdef FINE
    uniform usampler2D sources; uniform sampler2D coarse;
  #endif
  void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    uvec2 entry = texelFetch(table, at, 0).xy;
    vec3 a = texelFetch(place, at, 0).xyz, n = vec3(0.);
    for (uint i = 0u; i < entry.y; i++) {
      uvec2 other = texelFetch(pairs, cell(int(entry.x + i)), 0).xy;
      n += cross(texelFetch(place, cell(int(other.x)), 0).xyz - a, texelFetch(place, cell(int(other.y)), 0).xyz - a);
    }
    n /= max(length(n), 1e-12);
    #ifdef FINE
      uvec4 s = texelFetch(sources, at, 0);
      vec3 na = texelFetch(coarse, cell(int(s.x)), 0).xyz, nb = texelFetch(coarse, cell(int(s.y)), 0).xyz;
      n = normalize(mix(n, normalize(na + nb + 1e-6 * n), smoothstep(.75, .95, dot(na, nb))));
    #endif
    result = vec4(n, 1.);
  }`;
/** The middle of an edge: on a cubic through the edge's ends that leaves them at right angles to their normals (Vlachos et al. 2001,
 * "Curved PN triangles", eq. 1); on an open edge, on the curve through four points of Dyn, Levin & Gregory 1987. */
const SPREAD = /* glsl */ `${HEAD}
  precision highp usampler2D;
  uniform sampler2D place, normal; uniform usampler2D sources;
  vec3 at(uint i) { return texelFetch(place, cell(int(i)), 0).xyz; }
  void main() {
    uvec4 s = texelFetch(sources, ivec2(gl_FragCoord.xy), 0);
    vec3 a = at(s.x), b = at(s.y), middle = .5 * (a + b), bulge = vec3(0.);
    if (s.z != s.w) bulge = .125 * (middle - .5 * (at(s.z) + at(s.w)));
    else if (s.x != s.y) {
      vec3 na = texelFetch(normal, cell(int(s.x)), 0).xyz, nb = texelFetch(normal, cell(int(s.y)), 0).xyz, d = b - a;
      bulge = -.125 * (dot(d, na) * na - dot(d, nb) * nb);
    }
    result = vec4(middle + bulge * min(1., .15 * length(b - a) / max(length(bulge), 1e-9)), 1.);
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
export class Blend {
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


function vertexTexture(n: number, type: typeof FloatType | typeof HalfFloatType): WebGLRenderTarget {
  const filters = { minFilter: NearestFilter, magFilter: NearestFilter } as const;
  return new WebGLRenderTarget(WIDTH, rowsFor(n), { type, format: RGBAFormat, ...filters, depthBuffer: false });
}

/** Where the vertices of a mesh are, and its normals, worked out from where they are; `finer`: what it was cut from. */
export class Sheet {
  readonly placed: WebGLRenderTarget;
  readonly turned: WebGLRenderTarget;
  readonly place: IUniform<Texture>;
  readonly normal: IUniform<Texture>;
  private readonly textures: readonly DataTexture[];
  private readonly pass: FullScreenQuad;

  constructor({ start, count, pairs }: Welded, precise: boolean, finer?: { readonly than: Sheet; readonly by: Spread }) {
    const n = start.length;
    const rows = rowsFor(n);
    this.placed = vertexTexture(n, precise ? FloatType : HalfFloatType);
    this.turned = vertexTexture(n, HalfFloatType);
    this.place = { value: this.placed.texture };
    this.normal = { value: this.turned.texture };
    const entries = new Uint32Array(2 * WIDTH * rows);
    for (let i = 0; i < n; i++) {
      entries[2 * i] = start[i] as number;
      entries[2 * i + 1] = count[i] as number;
    }
    const pairRows = rowsFor(pairs.length / 2);
    const others = new Uint16Array(2 * WIDTH * pairRows);
    others.set(pairs);
    const around = table(entries, rows, RGIntegerFormat, UnsignedIntType);
    const beside = table(others, pairRows, RGIntegerFormat, UnsignedShortType);
    this.textures = [around, beside];
    const from: Record<string, IUniform> = finer ? { coarse: finer.than.normal, sources: finer.by.sources } : {};
    this.pass = quad(
      NORMAL,
      { place: this.place, table: { value: around }, pairs: { value: beside }, ...from },
      finer ? { FINE: 1 } : {},
    );
  }

  turn(renderer: WebGLRenderer): void {
    renderer.setRenderTarget(this.turned);
    this.pass.render(renderer);
  }

  dispose(): void {
    for (const texture of [this.placed, this.turned, ...this.textures]) texture.dispose();
    free(this.pass);
  }
}

/** The pass that puts the vertices of a finer mesh between those of a coarser one. */
export class Spread {
  readonly sources: IUniform<DataTexture>;
  private readonly pass: FullScreenQuad;

  constructor(from: Sheet, { count, sources }: Fine) {
    const padded = new Uint16Array(4 * WIDTH * rowsFor(count));
    padded.set(sources);
    this.sources = { value: table(padded, rowsFor(count), RGBAIntegerFormat, UnsignedShortType) };
    this.pass = quad(SPREAD, { place: from.place, normal: from.normal, sources: this.sources });
  }

  render(renderer: WebGLRenderer): void {
    this.pass.render(renderer);
  }

  dispose(): void {
    this.sources.value.dispose();
    free(this.pass);
  }
}

/** A texture of vertices (n, 3). */
export function still(base: Float32Array): DataTexture {
  const n = base.length / 3;
  const rest = new Float32Array(4 * WIDTH * rowsFor(n));
  for (let i = 0; i < n; i++) rest.set(base.subarray(3 * i, 3 * i + 3), 4 * i);
  return table(rest, rowsFor(n), RGBAFormat, FloatType);
}
