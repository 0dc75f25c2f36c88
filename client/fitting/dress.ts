// What stands on the stage of the fitting room: her body, and garments of a size put on it.

import {
  AnimationClip,
  Bone,
  BufferAttribute,
  BufferGeometry,
  Group,
  type KeyframeTrack,
  Matrix4,
  Mesh,
  MeshStandardMaterial,
  type Object3D,
  PropertyBinding,
  Quaternion,
  QuaternionKeyframeTrack,
  Skeleton,
  SkinnedMesh,
  Vector3,
  VectorKeyframeTrack,
} from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { blended, metresOf, stepsOf } from '../stage';
import type { Bodies, Build, Her } from './bodies';
import { HERS } from './layer';

const BREATH = 1.07; // s, how long the clip is in which she only stands

/** Her body alone, standing. */
export function bare(her: Her, build: Build): GLTF {
  const scene = new Group();
  addBody(scene, her, build);
  const facts = { height: her.measures.height, finish: HERS, clips: { stand: { seconds: BREATH, loop: true } }, garments: [] };
  return { scene, animations: [standingClip(her, build)], asset: { extras: { frontrow: facts } } } as unknown as GLTF;
}

/**
 * Takes garments off the body they were draped on and puts them on hers, which is moved by the same clips. Where they would
 * come to pieces on the way, all stays as it was; tells which.
 */
export async function puton(gltf: GLTF, worn: Her, her: Her, build: Build, bodies: Bodies): Promise<boolean> {
  const { scene, animations } = gltf;
  scene.updateMatrixWorld(true);
  const garments: Mesh[] = [];
  const old: Object3D[] = [];
  scene.traverse((object) => {
    if (object instanceof SkinnedMesh) old.push(object, ...rootsOf(object));
    else if (object instanceof Mesh) garments.push(object);
  });
  const stands = animations.find(({ name }) => name === 'stand');
  const pieces = garments.map((mesh) => pieceOf(mesh, stands));
  const cloths = pieces.map(({ cloth, triangles }) => ({ cloth, triangles }));
  const carried = await bodies.carry({ cloths, from: worn.skin, to: her.skin });
  if (!carried.trusted) return false;
  for (const object of old) object.removeFromParent();
  pieces.forEach((piece, i) => rehang(piece, carried.cloths[i] as Float32Array));
  addBody(scene, her, build, carried.depth);
  for (const clip of animations) rehipped(clip, hipsOf(her), hipsOf(worn));
  if (!stands) animations.push(standingClip(her, build));
  const facts = factsOf(gltf);
  facts['height'] = her.measures.height;
  facts['clips'] = { stand: { seconds: BREATH, loop: true }, ...(facts['clips'] as object | undefined) };
  return true;
}

function factsOf(gltf: GLTF): Record<string, unknown> {
  const asset = gltf.asset as { extras?: { frontrow?: Record<string, unknown> } };
  return ((asset.extras ??= {}).frontrow ??= {});
}

function rootsOf(mesh: SkinnedMesh): Object3D[] {
  return mesh.skeleton.bones.filter(({ parent }) => !(parent as Bone | null)?.isBone);
}

interface Piece {
  readonly mesh: Mesh;
  readonly base: Float32Array; // (n * 3) metres, before any clip
  readonly cloth: Float32Array; // as it hangs on the body that stands
  readonly triangles: Uint32Array;
}

function pieceOf(mesh: Mesh, stands: AnimationClip | undefined): Piece {
  const place = mesh.geometry.getAttribute('position');
  const index = mesh.geometry.getIndex();
  if (!index) throw new Error('This look has a mesh without an index: export it indexed.');
  const steps = stepsOf(mesh.geometry.morphAttributes['position'] ?? [], place.count, mesh.matrixWorld, place.count);
  const base = metresOf(place, mesh.matrixWorld);
  return { mesh, base, cloth: blended(base, steps, weightsAt(mesh, stands)), triangles: Uint32Array.from(index.array) };
}

/** Moves the cloth of a mesh to where it hangs on another body; its clips move it on from there. */
function rehang({ mesh, base, cloth }: Piece, moved: Float32Array): void {
  const local = new Matrix4().copy(mesh.matrixWorld).invert();
  const at = new Vector3();
  const out = new Float32Array(base.length);
  for (let i = 0; i < base.length; i += 3) {
    const [x, y, z] = [0, 1, 2].map((k) => (base[i + k] as number) + (moved[i + k] as number) - (cloth[i + k] as number)) as [number, number, number];
    at.set(x, y, z).applyMatrix4(local).toArray(out, i);
  }
  mesh.geometry.setAttribute('position', new BufferAttribute(out, 3));
}

function weightsAt(mesh: Mesh, clip: AnimationClip | undefined): number[] {
  const track = clip?.tracks.find(({ name }) => name === `${mesh.name}.morphTargetInfluences`);
  const usual = mesh.morphTargetInfluences ?? [];
  return track ? Array.from(track.values.subarray(0, usual.length)) : usual;
}

/** The figure of a wearer as a skinned mesh with its bones, at rest; `depth`: metres that its skin steps back. */
function addBody(scene: Object3D, her: Her, build: Build, depth?: Float32Array): void {
  const bones = build.jointNames.map((name) => {
    const bone = new Bone();
    bone.name = PropertyBinding.sanitizeNodeName(name);
    return bone;
  });
  bones.forEach((bone, j) => {
    const parent = build.parents[j] as number;
    const from = (axis: number): number => (parent < 0 ? 0 : (her.joints[3 * parent + axis] as number));
    bone.position.set(...([0, 1, 2].map((axis) => (her.joints[3 * j + axis] as number) - from(axis)) as [number, number, number]));
    if (parent < 0) scene.add(bone);
    else (bones[parent] as Bone).add(bone);
  });
  const geometry = new BufferGeometry();
  geometry.setIndex(new BufferAttribute(build.triangles, 1));
  geometry.setAttribute('position', new BufferAttribute(her.rest, 3));
  geometry.setAttribute('skinIndex', new BufferAttribute(build.jointIndices, 4));
  geometry.setAttribute('skinWeight', new BufferAttribute(build.jointWeights, 4));
  geometry.setAttribute('_zone', new BufferAttribute(build.zones[her.sex], 1));
  geometry.computeVertexNormals();
  if (depth) {
    const normal = geometry.getAttribute('normal').array;
    const stepped = her.rest.map((x, i) => x - (depth[Math.floor(i / 3)] as number) * (normal[i] as number));
    geometry.setAttribute('position', new BufferAttribute(stepped, 3));
  }
  const mesh = new SkinnedMesh(geometry, new MeshStandardMaterial());
  mesh.name = 'body';
  scene.add(mesh);
  scene.updateMatrixWorld(true);
  mesh.bind(new Skeleton(bones), new Matrix4());
}

function hipsOf({ joints, root }: Her): [number, number, number] {
  return [0, 1, 2].map((axis) => (joints[axis] as number) + (root[axis] as number)) as [number, number, number];
}

/** The hips of a clip made for one body where those of another are. */
function rehipped(clip: AnimationClip, hers: readonly number[], others: readonly number[]): void {
  for (const track of clip.tracks) {
    if (track.name !== 'hips.position') continue;
    const values = track.values;
    for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + (hers[i % 3] as number) - (others[i % 3] as number);
  }
}

function standingClip(her: Her, build: Build): AnimationClip {
  const hips = hipsOf(her);
  const turns = new Map(her.turns);
  const tracks: KeyframeTrack[] = [new VectorKeyframeTrack('hips.position', [0, BREATH], [...hips, ...hips])];
  for (const name of build.jointNames) {
    const [a, b, c, d, e, f, g, h, i] = turns.get(name) ?? [1, 0, 0, 0, 1, 0, 0, 0, 1];
    const m = new Matrix4().set(a!, b!, c!, 0, d!, e!, f!, 0, g!, h!, i!, 0, 0, 0, 0, 1);
    const q = new Quaternion().setFromRotationMatrix(m).toArray();
    tracks.push(new QuaternionKeyframeTrack(`${PropertyBinding.sanitizeNodeName(name)}.quaternion`, [0, BREATH], [...q, ...q]));
  }
  return new AnimationClip('stand', BREATH, tracks);
}
