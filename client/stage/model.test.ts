import { AnimationClip, Bone, BufferAttribute, BufferGeometry, Group, MeshBasicMaterial, Quaternion, QuaternionKeyframeTrack, Skeleton, SkinnedMesh, type WebGLRenderer } from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { expect, test } from 'vitest';
import { Model } from './model';
import { TIERS } from './quality';
import { modelUniforms } from './uniforms';
import type { Weaves } from './weave';

/** A body of one triangle and one bone, which turns by `radians` in the course of each clip. */
function look(clips: Record<string, number>): { gltf: GLTF; bone: Bone } {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]), 3));
  geometry.setAttribute('normal', new BufferAttribute(new Float32Array([0, 0, 1, 0, 0, 1, 0, 0, 1]), 3));
  geometry.setAttribute('skinIndex', new BufferAttribute(new Uint16Array(12), 4));
  geometry.setAttribute('skinWeight', new BufferAttribute(new Float32Array([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]), 4));
  geometry.setIndex([0, 1, 2]);
  const bone = new Bone();
  bone.name = 'hips';
  const mesh = new SkinnedMesh(geometry, new MeshBasicMaterial());
  const scene = new Group().add(bone, mesh);
  mesh.bind(new Skeleton([bone]));
  const animations = Object.entries(clips).map(([name, radians]) => {
    const turned = new Quaternion(0, Math.sin(radians / 2), 0, Math.cos(radians / 2));
    return new AnimationClip(name, 2, [new QuaternionKeyframeTrack('hips.quaternion', [0, 2], [0, 0, 0, 1, ...turned.toArray()])]);
  });
  return { gltf: { scene, animations, asset: {} } as unknown as GLTF, bone };
}

const angle = (bone: Bone): number => 2 * Math.atan2(bone.quaternion.y, bone.quaternion.w);
const at = (clip: string, share: number) => ({ look: 'a', x: 0, z: 0, heading: 0, clip, at: share });

test('a look plays any of its clips at any moment, in any order, and nothing of the last one is left', async () => {
  const { gltf, bone } = look({ walk: 0.4, pose: -1, turn: 2 });
  const model = Model.make(gltf, TIERS.low, {} as Weaves, modelUniforms(true), true);
  const radians: Record<string, number> = { walk: 0.4, pose: -1, turn: 2 };
  const none = null as unknown as WebGLRenderer; // there is no cloth to move
  for (const [clip, share] of [['pose', 1], ['walk', 0], ['turn', 0.5], ['walk', 1], ['pose', 0.25], ['pose', 0.25], ['turn', 1]] as const) {
    model.pose(none, at(clip, share));
    const moved = (radians[clip] as number) * share;
    expect(angle(bone), `${clip} at ${share}`).toBeCloseTo(moved, share === 1 || share === 0 ? 6 : 1); // slerp
  }
  model.pose(none, at('somersault', 0.5)); // a file without that clip walks
  expect(angle(bone)).toBeCloseTo(0.2, 2);
});
