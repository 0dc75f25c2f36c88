import {
  BufferAttribute,
  type BufferGeometry,
  Color,
  DoubleSide,
  FloatType,
  type Material,
  type Mesh,
  MeshBasicMaterial,
  NearestFilter,
  NoBlending,
  type PerspectiveCamera,
  UnsignedByteType,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { type Drape, drapedDepth } from './drape';
import type { Addresses } from './types';

/** A part of a look as this pass needs it: a garment with what moves it and where it is in the file's first pose, or the body. */
export interface Addressed {
  readonly mesh: Mesh;
  readonly name: string;
  readonly drape: Drape | null;
  readonly metres: Float32Array | null;
}

/**
 * Where a device draws no floats, a place is three bytes in a box that holds every look: to 1 cm, which a pin does not
 * tell from none.
 */
export const BOX = { low: [-1.28, 0, -1.28], span: [2.56, 2.56, 2.56] } as const; // metres

/** Places (metres) and garments of pixels that were drawn in bytes. */
export function unpacked(bytes: Uint8Array): Float32Array {
  const at = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const k = i % 4;
    const byte = bytes[i] as number;
    at[i] = k === 3 ? byte : bytes[i - k + 3] ? (BOX.low[k] as number) + ((BOX.span[k] as number) * byte) / 255 : 0;
  }
  return at;
}

const vec3 = (numbers: readonly number[]): string => `vec3(${numbers.map((each) => each.toFixed(4)).join(', ')})`;

/** Cloth in numbers; where it is, a `Drape` says as in every other pass. */
function numbers(drape: Drape, garment: number, floats: boolean): MeshBasicMaterial {
  const material = new MeshBasicMaterial({ side: DoubleSide, blending: NoBlending });
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, { drapePlace: drape.place, garment: { value: garment } });
    shader.vertexShader = drapedDepth(shader.vertexShader)
      .replace('#include <common>', '#include <common>\n attribute vec3 address; varying vec3 vAddress;')
      .replace('#include <project_vertex>', '#include <project_vertex>\n vAddress = address;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\n varying vec3 vAddress; uniform float garment;')
      .replace(
        '#include <dithering_fragment>',
        floats
          ? 'gl_FragColor = vec4(vAddress, garment);'
          : `gl_FragColor = vec4((vAddress - ${vec3(BOX.low)}) / ${vec3(BOX.span)}, garment / 255.0);`,
      );
  };
  material.customProgramCacheKey = () => `cloth-addresses-${floats}`;
  return material;
}

/** Draws a posed look once more, small, in numbers instead of colours. The body hides what is behind it and is nothing itself. */
export function addresses(
  renderer: WebGLRenderer,
  camera: PerspectiveCamera,
  parts: readonly Addressed[],
  width: number,
  height: number,
): Addresses | null {
  const group = parts[0]?.mesh.parent && rootOf(parts[0].mesh);
  if (!group) return null;
  const floats = renderer.extensions.has('EXT_color_buffer_float');
  const filters = { minFilter: NearestFilter, magFilter: NearestFilter } as const;
  const target = new WebGLRenderTarget(width, height, { type: floats ? FloatType : UnsignedByteType, ...filters });
  const worn = parts.map(({ mesh }) => mesh.material as Material);
  const garments: string[] = [];
  const numbered = parts.map((part) => {
    if (!part.drape || !part.metres) return new MeshBasicMaterial({ color: 0, opacity: 0, transparent: true, blending: NoBlending });
    garments.push(part.name);
    name(part.mesh.geometry, part.metres);
    return numbers(part.drape, garments.length, floats);
  });
  const before = { target: renderer.getRenderTarget(), color: renderer.getClearColor(new Color()), alpha: renderer.getClearAlpha() };
  const shadows = renderer.shadowMap.enabled;
  try {
    parts.forEach(({ mesh }, i) => (mesh.material = numbered[i] as Material));
    renderer.shadowMap.enabled = false;
    renderer.setRenderTarget(target);
    renderer.setClearColor(0, 0);
    renderer.clear();
    renderer.render(group, camera);
    const read = floats ? new Float32Array(4 * width * height) : new Uint8Array(4 * width * height);
    renderer.readRenderTargetPixels(target, 0, 0, width, height, read);
    return { width, height, at: read instanceof Uint8Array ? unpacked(read) : read, garments };
  } finally {
    parts.forEach(({ mesh }, i) => (mesh.material = worn[i] as Material));
    renderer.shadowMap.enabled = shadows;
    renderer.setClearColor(before.color, before.alpha);
    renderer.setRenderTarget(before.target);
    for (const each of [target, ...numbered]) each.dispose();
  }
}

/** Writes each vertex's place in the first pose beside it, once; those of hems have that of the cloth's vertex they belong to. */
function name(geometry: BufferGeometry, metres: Float32Array): void {
  if (geometry.hasAttribute('address')) return;
  const hem = geometry.getAttribute('hem');
  const places = new Float32Array(3 * hem.count);
  for (let i = 0; i < hem.count; i++) {
    const from = hem.getX(i);
    for (let k = 0; k < 3; k++) places[3 * i + k] = metres[3 * from + k] as number;
  }
  geometry.setAttribute('address', new BufferAttribute(places, 3));
}

function rootOf(mesh: Mesh): Mesh['parent'] {
  let top = mesh.parent;
  while (top?.parent && !('isScene' in top.parent)) top = top.parent;
  return top;
}
