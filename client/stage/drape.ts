import type { DataTexture, IUniform, Texture, WebGLRenderer, WebGLRenderTarget } from 'three';
import type { Fine } from './fine';
import { joined, type Steps } from './morphs';
import { Blend, rowsFor, Sheet, Spread, still, WIDTH } from './passes';
import type { Welded } from './weld';

/**
 * Moving cloth on the graphics card, in two tiny passes a frame: positions are blended from the morph targets into one
 * texture, then normals are computed from the blended positions of each vertex's own triangles into another.
 * Shipped morph normals were 8.7 degrees off when measured, these are as good as the positions; and every later pass over the
 * garment (two shadow maps, the mirror, the picture) reads two texels a vertex where three's own morphing reads all targets each time.
 * Close by, two more passes of the same kind put vertices between them.
 */
export class Drape {
  readonly place: IUniform<Texture>;
  readonly normal: IUniform<Texture>;
  readonly placed: WebGLRenderTarget;
  readonly turned: WebGLRenderTarget;
  /** Rows of a texture that holds a morph target. */
  readonly rows: number;
  private readonly base: DataTexture;
  private readonly sheet: Sheet;
  private readonly spread: { readonly pass: Spread; readonly sheet: Sheet } | null;
  private blend: Blend;

  /** `base`: (n, 3) metres; `steps`: its morph targets; `precise`: whether the card can draw into float textures; `fine`: what is drawn. */
  constructor(
    base: Float32Array,
    private steps: Steps,
    welded: Welded,
    precise: boolean,
    fine: { readonly cut: Fine; readonly welded: Welded } | null = null,
  ) {
    this.rows = rowsFor(base.length / 3);
    this.sheet = new Sheet(welded, precise);
    if (fine) {
      const pass = new Spread(this.sheet, fine.cut);
      this.spread = { pass, sheet: new Sheet(fine.welded, precise, { than: this.sheet, by: pass }) };
    } else this.spread = null;
    ({ place: this.place, normal: this.normal, placed: this.placed, turned: this.turned } = this.spread?.sheet ?? this.sheet);
    this.base = still(base);
    this.blend = new Blend({ value: this.base }, steps, this.rows);
  }

  /** Takes in morph targets that follow the first `count`, in steps of the same size. */
  extend(more: Steps, count: number): void {
    this.steps = joined(this.steps, more, count);
    this.blend.dispose();
    this.blend = new Blend({ value: this.base }, this.steps, this.rows);
  }

  /** Moves the cloth to where `influences` (one weight a morph target) put it. */
  move(renderer: WebGLRenderer, influences: ArrayLike<number>): void {
    renderer.setRenderTarget(this.sheet.placed);
    this.blend.render(renderer, influences);
    this.sheet.turn(renderer);
    if (this.spread) {
      renderer.setRenderTarget(this.spread.sheet.placed);
      this.spread.pass.render(renderer);
      this.spread.sheet.turn(renderer);
    }
    renderer.setRenderTarget(null);
  }

  dispose(): void {
    for (const part of [this.sheet, this.blend, this.base, this.spread?.pass, this.spread?.sheet]) part?.dispose();
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
