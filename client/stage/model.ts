import {
  type AnimationAction,
  type AnimationClip,
  AnimationMixer,
  type Bone,
  BufferAttribute,
  type BufferGeometry,
  Group,
  type Material,
  Matrix4,
  Mesh,
  type MeshStandardMaterial,
  type PerspectiveCamera,
  SkinnedMesh,
  Sphere,
  Vector3,
  type WebGLRenderer,
} from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { type Details, details } from './detail';
import type { Addressed } from './addresses';
import { clothOf } from './cloth';
import { type Curve, weightsOf } from './curve';
import { disposeMaterial } from './disposal';
import type { Drape } from './drape';
import { readExtras } from './extras';
import { fabricDepth, fabricMaterial } from './fabric';
import { finishMaterial } from './finish';
import { MIRRORED } from './layers';
import { metresOf, type Steps, stepsOf } from './morphs';
import { rowsFor, WIDTH } from './passes';
import type { Tier } from './quality';
import type { Clip, Walker } from './types';
import type { ModelUniforms } from './uniforms';
import type { Weaves } from './weave';
import { zoneWeights } from './zones';

const NEAR = 7.5;
const NONE: readonly number[] = [];
const [ANKLE, SOLE] = [0.09, 0.06]; // metres from a foot's joint down to the floor and ahead to the middle of its sole
/** Room enough for a swinging gown round any body, so that no bounds are recomputed while it moves. */
const BOUNDS = new Sphere(new Vector3(0, 1, 0), 1.6);

interface Part {
  readonly mesh: Mesh;
  /** All its triangles everywhere, until simpler versions have been found. */
  details: Details;
  readonly drape: Drape | null;
  /** Metres that a step of its morph targets is, and how many of them its own file has. */
  readonly unit: number;
  readonly targets: number;
  /** Where its cloth is in the file's first pose. */
  readonly metres?: Float32Array;
}

/** What moves joints in a clip, and the weights of each garment's shapes. */
interface Act {
  readonly action: AnimationAction;
  readonly cloth: ReadonlyMap<string, Curve>;
}

function indexOf(geometry: BufferGeometry): ArrayLike<number> {
  const index = geometry.getIndex();
  if (!index) throw new Error('This look has a mesh without an index: export it indexed.');
  return index.array;
}

/** One look on stage: a body that moves by named clips, and its garments. */
export class Model {
  readonly group = new Group();
  private readonly parts: Part[] = [];
  private readonly materials: Material[] = [];
  private readonly mixer: AnimationMixer;
  private readonly acts = new Map<string, Act>();
  private readonly simpler: (() => Promise<void>)[] = [];
  private readonly feet: Bone[] = [];
  private readonly under: Vector3[] = [];
  /** Metres from the floor to the crown. */
  height = 1.75;
  clips: Readonly<Record<string, Clip>> = {};
  private acting: Act | undefined;
  private at = Number.NaN;

  private constructor(
    private readonly gltf: GLTF,
    private readonly reach: number,
  ) {
    this.group.add(gltf.scene);
    this.mixer = new AnimationMixer(gltf.scene);
    this.learn(gltf.animations);
  }

  private learn(clips: readonly AnimationClip[], scale?: (mesh: string) => number): void {
    for (const clip of clips) {
      const { duration } = clip;
      const cloth = weightsOf(clip, scale);
      clip.duration = duration;
      const action = this.mixer.clipAction(clip).play();
      action.enabled = false;
      this.acts.set(clip.name, { action, cloth });
    }
  }

  /** The movement of that name; what the file has first, its walk, when it has none so named. */
  private act(name: string): Act | undefined {
    return this.acts.get(name) ?? this.acts.values().next().value;
  }

  /** Whether it can show a movement: those that its file only tells of are in a file of moves. */
  can(name: string): boolean {
    return this.acts.has(name) || !(name in this.clips);
  }

  /** Whether it can show all that its file tells of. */
  get whole(): boolean {
    return Object.keys(this.clips).every((name) => this.acts.has(name));
  }

  /** Takes in the file of moves that belongs to this one. Throws when it is another look's. */
  add(moves: GLTF): void {
    const scales = new Map<string, number>();
    const more: [Drape, Steps, number][] = [];
    moves.scene.updateMatrixWorld(true);
    for (const { mesh, drape, unit, targets } of this.parts) {
      if (!drape) continue;
      const place = moves.scene.getObjectByName(mesh.name) as Mesh | undefined;
      const shapes = place?.geometry.morphAttributes['position'] ?? [];
      const n = shapes[0]?.count ?? 0;
      if (!place || shapes.length < targets || rowsFor(n) !== drape.rows) throw new Error('These moves belong to another look.');
      const steps = stepsOf(shapes.slice(targets), n, place.matrixWorld, WIDTH * rowsFor(n));
      scales.set(mesh.name, steps.unit / unit);
      more.push([drape, steps, targets]);
      place.geometry.dispose();
    }
    for (const [drape, steps, targets] of more) drape.extend(steps, targets);
    this.learn(moves.animations, (mesh) => scales.get(mesh) ?? 1);
    this.at = Number.NaN;
  }

  /** Prepares a loaded GLB for the stage; `close`, its cloth is cut finer. */
  static make(gltf: GLTF, tier: Tier, weaves: Weaves, shared: ModelUniforms, precise: boolean, close = false): Model {
    const model = new Model(gltf, tier.reach);
    const facts = readExtras((gltf.asset as { extras?: unknown }).extras);
    model.height = facts.height;
    model.clips = facts.clips;
    gltf.scene.updateMatrixWorld(true);
    const meshes: Mesh[] = [];
    gltf.scene.traverse((object) => {
      if (object instanceof Mesh) meshes.push(object);
      if (/foot/i.test(object.name) && (object as Bone).isBone) model.feet.push(object as Bone);
    });
    for (const mesh of meshes) {
      mesh.receiveShadow = true;
      if (mesh instanceof SkinnedMesh) model.addBody(mesh, tier, finishMaterial(facts.finish, shared, tier.physical));
      else model.addGarment(mesh, tier, weaves, shared, facts.optics(garmentName(mesh)), precise, close);
    }
    return model;
  }

  private addBody(mesh: SkinnedMesh, tier: Tier, material: MeshStandardMaterial): void {
    const { geometry } = mesh;
    const count = geometry.getAttribute('position').count;
    const zone = geometry.getAttribute('_zone');
    const numbers = Float32Array.from({ length: count }, (_, i) => (zone ? zone.getX(i) : 0));
    const { zones, eyes } = zoneWeights(numbers, indexOf(geometry));
    geometry.setAttribute('zones', new BufferAttribute(zones, 4));
    geometry.setAttribute('eyes', new BufferAttribute(eyes, 1));
    geometry.deleteAttribute('_zone');
    geometry.deleteAttribute('uv');
    openWhereUnknown(geometry);
    mesh.boundingSphere = BOUNDS.clone();
    this.replace(mesh, material);
    const metres = metresOf(geometry.getAttribute('position'), new Matrix4());
    this.hold({ mesh, drape: null, unit: 1, targets: 0, details: [geometry, geometry, geometry] }, () => details(geometry, metres, tier.detail.body));
  }

  private addGarment(
    mesh: Mesh,
    tier: Tier,
    weaves: Weaves,
    shared: ModelUniforms,
    optics: Parameters<typeof fabricMaterial>[0],
    precise: boolean,
    close: boolean,
  ): void {
    const targets = mesh.geometry.morphAttributes['position']?.length ?? 0;
    const { drape, hemmed, plain, metres, unit } = clothOf(mesh, precise, close);
    mesh.geometry.dispose();
    mesh.geometry = hemmed;
    for (const level of [plain, hemmed]) level.boundingSphere = BOUNDS.clone();
    mesh.matrixAutoUpdate = false;
    mesh.matrix.identity();
    const print = (mesh.material as MeshStandardMaterial).map;
    const material = fabricMaterial(optics, print, drape, weaves, shared, tier.physical, hemmed.hasAttribute('fit'));
    (mesh.material as MeshStandardMaterial).map = null;
    this.replace(mesh, material);
    mesh.customDepthMaterial = fabricDepth(drape);
    this.materials.push(mesh.customDepthMaterial);
    this.hold({ mesh, drape, unit, targets, metres, details: [hemmed, hemmed, hemmed] }, async () => (close ? [hemmed, hemmed, hemmed] : details(plain, metres, tier.detail.cloth, hemmed)));
  }

  private hold(part: Part, simpler: () => Promise<Details>): void {
    this.parts.push(part);
    this.simpler.push(async () => void (part.details = await simpler()));
  }

  /** Finds simpler versions of its meshes for the mirror, for shadows and for far away, on another thread. Call it once. */
  async simplify(): Promise<void> {
    await Promise.all(this.simpler.splice(0).map((find) => find()));
  }

  private replace(mesh: Mesh, material: Material): void {
    disposeMaterial(mesh.material as Material);
    mesh.material = material;
    this.materials.push(material);
  }

  /** Puts the look where the walker is and into its clip; the cloth is moved only when it has to be. */
  pose(renderer: WebGLRenderer, walker: Walker): void {
    this.group.position.set(walker.x, 0, walker.z);
    this.group.rotation.y = walker.heading;
    const act = this.act(walker.clip);
    if (act && (act !== this.acting || walker.at !== this.at)) {
      if (this.acting) this.acting.action.enabled = false;
      this.acting = act;
      this.at = walker.at;
      act.action.enabled = true;
      act.action.time = walker.at * act.action.getClip().duration;
      this.mixer.update(0); // no time passes: joints are taken from where the action stands
      for (const { mesh, drape } of this.parts) drape?.move(renderer, act.cloth.get(mesh.name)?.at(walker.at) ?? NONE);
    }
    this.group.updateMatrixWorld(true);
  }

  /** Its parts for `addresses.ts`; none before its first picture. */
  addressed(): readonly Addressed[] {
    if (!this.acting) return [];
    return this.parts.map(({ mesh, drape, metres }) => ({ mesh, name: garmentName(mesh), drape, metres: metres ?? null }));
  }

  /** Chooses how many triangles to draw: for the mirror and shadow maps, for the picture, or all of them for a still. */
  refine(pass: 'mirror' | 'picture' | 'still', camera: PerspectiveCamera): void {
    const distance = camera.position.distanceTo(this.group.position);
    const far = distance * (camera.fov / 32) > NEAR;
    for (const { mesh, details: levels } of this.parts) {
      mesh.geometry = levels[pass === 'mirror' ? 2 : pass === 'still' || !far ? 0 : 1];
      mesh.castShadow = distance < this.reach;
      if (mesh.castShadow) mesh.layers.enable(MIRRORED);
      else mesh.layers.disable(MIRRORED);
    }
  }

  /** Where its soles are, metres in the hall; the same vectors every time. */
  soles(): readonly Vector3[] {
    const { y: heading } = this.group.rotation;
    this.feet.forEach((foot, i) => {
      const sole = (this.under[i] ??= new Vector3()).setFromMatrixPosition(foot.matrixWorld);
      sole.set(sole.x + SOLE * Math.sin(heading), Math.max(0, sole.y - ANKLE), sole.z + SOLE * Math.cos(heading));
    });
    return this.under;
  }

  /** The print, if the look was loaded with one, survives in the material; everything the card holds is freed. */
  dispose(): void {
    this.mixer.stopAllAction();
    this.mixer.uncacheRoot(this.gltf.scene);
    for (const part of this.parts) {
      for (const geometry of new Set(part.details)) geometry.dispose();
      part.drape?.dispose();
      if (part.mesh instanceof SkinnedMesh) part.mesh.skeleton.dispose();
    }
    this.materials.forEach(disposeMaterial);
    this.group.removeFromParent();
  }
}

function garmentName(mesh: Mesh): string {
  // GLTFLoader strips the colon from `garment:<name>` and keeps the name as written in `userData`
  const name = String(mesh.userData['name'] ?? mesh.name);
  return name.replace(/^garment:?/, '');
}

function openWhereUnknown(geometry: BufferGeometry): void {
  if (geometry.hasAttribute('_ao')) return;
  geometry.setAttribute('_ao', new BufferAttribute(new Float32Array(geometry.getAttribute('position').count).fill(1), 1));
}
