import { TextureLoader } from 'three';
import { type GLTF, GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import type { StageOptions } from './types';

function loader(): GLTFLoader {
  const gltf = new GLTFLoader();
  gltf.setMeshoptDecoder(MeshoptDecoder);
  gltf.register((parser) => {
    // pictures inside a GLB through <img>: three's default fetches blob: addresses, which our Content-Security-Policy refuses
    (parser as unknown as { textureLoader: TextureLoader }).textureLoader = new TextureLoader(parser.options.manager);
    return { name: 'FRONTROW_pictures' };
  });
  return gltf;
}

/** Downloads a GLB; the bytes are kept so that another quality needs no second download. */
export async function download(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: the 3D file is not there.`);
  return response.arrayBuffer();
}

export function parse(bytes: ArrayBuffer): Promise<GLTF> {
  return loader().parseAsync(bytes, '');
}

/** The audience's file; a show goes on without it. */
export async function seated({ guestsUrl, hall }: StageOptions): Promise<GLTF | undefined> {
  if (!guestsUrl || hall !== 'runway') return undefined;
  return download(guestsUrl)
    .then(parse)
    .catch((error: unknown) => void console.warn(error));
}
