import {
  Bone,
  Color,
  DoubleSide,
  type Material,
  type Matrix4,
  type Mesh,
  MeshPhysicalMaterial,
  type MeshStandardMaterial,
  NoBlending,
  Group,
  ShaderMaterial,
  Skeleton,
  SkinnedMesh,
  Vector2,
  Vector3,
} from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { disposeMaterial } from '../stage/disposal';
import { readExtras } from '../stage/extras';
import { REPEATS, Weaves } from '../stage/weave';
import type { Rest } from './rig';

const SHADE = 0.6; // how much of the light cloth takes from the skin beside it, where it takes all that comes from the sky
const GRAIN = 0.35; // how deep the threads are drawn: a webcam sees them hardly

const OPEN = { pars: 'attribute float _ao; varying float vOpen;', set: 'vOpen = _ao;', get: 'varying float vOpen;' };
const FOLDS = /* glsl */ `
  float open_ = vOpen * (gl_FrontFacing ? 1. : .45);
  reflectedLight.indirectDiffuse *= open_; reflectedLight.indirectSpecular *= open_ * open_;
  reflectedLight.directDiffuse *= mix(1., open_, .75); reflectedLight.directSpecular *= open_;`;

/** The clothes of a look on joints of their own, and the body that hides what is behind it. */
export class Garment {
  readonly group = new Group();
  readonly rest: Rest;
  /** Metres from the middle of the trunk to the farthest cloth before or behind it. */
  readonly reach: number;
  private readonly bones: readonly Bone[];
  private readonly skeleton: Skeleton;
  private readonly weaves = new Weaves();
  private readonly meshes: SkinnedMesh[] = [];

  /** Throws when the file holds no clothes on joints. */
  constructor(gltf: GLTF) {
    gltf.scene.updateMatrixWorld(true);
    gltf.scene.traverse((object) => {
      if (object instanceof SkinnedMesh) this.meshes.push(object);
    });
    const first = this.meshes[0]?.skeleton;
    if (!first) throw new Error('this file holds no clothes for the mirror');
    const name = (bone: Bone): string => String(bone.userData['name'] ?? bone.name); // as written: the loader takes out dots
    this.rest = new Map(first.bones.map((bone) => [name(bone), new Vector3().setFromMatrixPosition(bone.matrixWorld)]));
    this.bones = first.bones.map((bone) => {
      const own = new Bone(); // in no scene: nothing but `wear` moves it
      own.name = name(bone);
      return own;
    });
    this.skeleton = new Skeleton([...this.bones], first.boneInverses);
    this.bones.forEach((bone, k) => bone.matrixWorld.copy(first.boneInverses[k] as Matrix4).invert());
    const facts = readExtras((gltf.asset as { extras?: unknown }).extras);
    let reach = 0;
    for (const mesh of this.meshes) {
      const written = String(mesh.userData['name'] ?? mesh.name);
      const old = mesh.material as Material;
      mesh.material = written === 'body' ? shadeMaterial() : this.cloth(old as MeshStandardMaterial, facts.optics(written.replace(/^garment:?/, '')));
      mesh.renderOrder = written === 'body' ? -1 : 0;
      if (written !== 'body') reach = Math.max(reach, depthOf(mesh));
      mesh.bind(this.skeleton, mesh.matrixWorld);
      mesh.frustumCulled = false;
      this.group.add(mesh);
    }
    this.reach = reach;
  }

  private cloth(old: MeshStandardMaterial, optics: ReturnType<ReturnType<typeof readExtras>['optics']>): MeshPhysicalMaterial {
    const normalMap = this.weaves.of(optics.weave).clone();
    normalMap.repeat.setScalar(REPEATS[optics.weave]);
    normalMap.userData['shared'] = false;
    const material = new MeshPhysicalMaterial({
      side: DoubleSide,
      color: old.map ? new Color('#ffffff') : new Color(optics.color),
      map: old.map,
      transparent: old.transparent,
      opacity: old.opacity,
      roughness: Math.max(0.35, optics.roughness),
      normalMap,
      normalScale: new Vector2(GRAIN, GRAIN),
      sheen: optics.sheen * 0.25,
      sheenColor: new Color(optics.sheenColor ?? '#ffffff'),
      sheenRoughness: 0.5,
      specularIntensity: 0.9,
    });
    material.onBeforeCompile = (shader) => {
      shader.vertexShader = shader.vertexShader
        .replace('#include <common>', `#include <common>\n${OPEN.pars}`)
        .replace('#include <begin_vertex>', `#include <begin_vertex>\n${OPEN.set}`);
      shader.fragmentShader = shader.fragmentShader
        .replace('#include <common>', `#include <common>\n${OPEN.get}`)
        .replace('#include <aomap_fragment>', FOLDS);
    };
    return material;
  }

  /** Puts the joints where the matrices say, by name: from the rest pose to the camera's space. */
  wear(matrices: ReadonlyMap<string, Matrix4>): void {
    this.bones.forEach((bone) => {
      const matrix = matrices.get(bone.name);
      const home = this.rest.get(bone.name);
      if (matrix && home) bone.matrixWorld.makeTranslation(home).premultiply(matrix);
    });
  }

  dispose(): void {
    for (const mesh of this.meshes) {
      mesh.geometry.dispose();
      disposeMaterial(mesh.material as Material);
    }
    this.skeleton.dispose();
    this.weaves.dispose();
  }
}

function depthOf(mesh: Mesh): number {
  const place = mesh.geometry.getAttribute('position');
  let most = 0;
  for (let i = 0; i < place.count; i++) most = Math.max(most, Math.abs(place.getZ(i)));
  return most;
}

/** Draws nothing of the body but its depth and, as black of some opacity, the shade that cloth throws on it. */
function shadeMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    blending: NoBlending,
    vertexShader: /* glsl */ `
      #include <common>
      #include <skinning_pars_vertex>
      attribute float _shade; varying float vShade;
      void main() {
        vShade = _shade;
        #include <skinbase_vertex>
        #include <begin_vertex>
        #include <skinning_vertex>
        #include <project_vertex>
      }`,
    fragmentShader: /* glsl */ `
      varying float vShade;
      void main() { gl_FragColor = vec4(0., 0., 0., ${SHADE.toFixed(2)} * vShade); }`,
  });
}
