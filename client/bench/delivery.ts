/**
 * What `frontrow bench delivery` asks a browser: how long a file takes until its meshes can be uploaded, and where its cloth is then,
 * as the card computes it. Any glTF will do. Nothing here ships.
 */
import { DataUtils, HalfFloatType, Mesh, SkinnedMesh, WebGLRenderer, type WebGLRenderTarget } from 'three';
import { DRACOLoader } from 'three/addons/loaders/DRACOLoader.js';
import { type GLTF, GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import { clothOf } from '../stage/cloth';
import { type Curve, weightsOf } from '../stage/curve';
import { Model } from '../stage/model';
import { TIERS } from '../stage/quality';
import { modelUniforms } from '../stage/uniforms';
import { Weaves } from '../stage/weave';

const renderer = new WebGLRenderer();
const weaves = new Weaves();
const shared = modelUniforms(true);
const precise = renderer.extensions.has('EXT_color_buffer_float');
const draco = new DRACOLoader().setDecoderPath('/node_modules/three/examples/jsm/libs/draco/gltf/').preload();
const loader = new GLTFLoader().setMeshoptDecoder(MeshoptDecoder).setDRACOLoader(draco);

const bytesOf = async (url: string): Promise<ArrayBuffer> => (await fetch(url)).arrayBuffer();

/**
 * Milliseconds of each of `times` decodings on the thread that draws: from bytes to glTF, and from there to meshes ready for upload;
 * `close`, with cloth cut finer as the viewer of a look has it; `behind` is how much later simpler versions for the mirror and for shadows come from a worker.
 */
async function decode(url: string, times: number, close = false): Promise<{ parse: number[]; prepare: number[]; behind: number[] }> {
  const out = { parse: [] as number[], prepare: [] as number[], behind: [] as number[] };
  const bytes = await bytesOf(url);
  for (let i = 0; i < times; i++) {
    const copy = bytes.slice(0);
    const began = performance.now();
    const gltf = await loader.parseAsync(copy, '');
    const parsed = performance.now();
    const model = Model.make(gltf, TIERS.high, weaves, shared, precise, close);
    out.parse.push(parsed - began);
    const prepared = performance.now();
    out.prepare.push(prepared - parsed);
    await model.simplify();
    out.behind.push(performance.now() - prepared);
    model.dispose();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return out;
}

interface Shown {
  readonly vertices: number;
  readonly index: string;
  /** Positions (n, 3) in metres and normals (n, 3) at each moment, float32. */
  readonly places: readonly string[];
  readonly normals: readonly string[];
}

/** Where every garment of a file is at `seconds` of its first animation, read back from the card. */
async function shown(url: string, seconds: readonly number[]): Promise<Shown[]> {
  const gltf = await loader.parseAsync(await bytesOf(url), '');
  gltf.scene.updateMatrixWorld(true);
  const walk = gltf.animations[0];
  const curves = walk ? weightsOf(walk) : new Map<string, Curve>();
  return garments(gltf).map((mesh) => {
    const { drape, plain, metres } = clothOf(mesh, precise);
    const count = metres.length / 3;
    const places: string[] = [];
    const normals: string[] = [];
    for (const second of seconds) {
      drape.move(renderer, curves.get(mesh.name)?.at(second / (walk?.duration ?? 1)) ?? []);
      places.push(coded(read(drape.placed, count)));
      normals.push(coded(read(drape.turned, count)));
    }
    return { vertices: count, index: coded(Uint32Array.from(plain.getIndex()?.array ?? [])), places, normals };
  });
}

function garments(gltf: GLTF): Mesh[] {
  const out: Mesh[] = [];
  gltf.scene.traverse((object) => {
    if (object instanceof Mesh && !(object instanceof SkinnedMesh)) out.push(object);
  });
  return out;
}

function read(target: WebGLRenderTarget, count: number): Float32Array {
  const texels = target.width * target.height * 4;
  const half = target.texture.type === HalfFloatType;
  const raw = half ? new Uint16Array(texels) : new Float32Array(texels);
  renderer.readRenderTargetPixels(target, 0, 0, target.width, target.height, raw);
  const out = new Float32Array(3 * count);
  for (let i = 0; i < 3 * count; i++) {
    const value = raw[4 * Math.floor(i / 3) + (i % 3)] as number;
    out[i] = half ? DataUtils.fromHalfFloat(value) : value;
  }
  return out;
}

function coded(values: Float32Array | Uint32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

Object.assign(window, { delivery: { decode, shown } });
document.title = 'ready';
