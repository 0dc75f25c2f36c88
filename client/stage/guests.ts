import {
  type BufferGeometry,
  Color,
  Euler,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  Mesh,
  Quaternion,
  Vector3,
} from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { disposeTree } from './disposal';
import { guestMaterial, type GuestUniforms } from './guest-material';
import { MIRRORED } from './layers';
import { PALETTE, shine } from './palette';
import type { Tier } from './quality';
import type { Body } from './sight';
import { type Seat, seating } from './seating';

interface Variant {
  near: BufferGeometry;
  far: BufferGeometry;
  phone: boolean;
}

/** What people wear to sit in the dark: black in its many kinds, ink, bottle, oxblood, and here and there a camel coat. */
const CLOTHES = [
  '#0d0d0f',
  '#121216',
  '#171519',
  '#0f1219',
  '#1a1616',
  '#101412',
  '#1f1014',
  '#14161b',
  '#232021',
  '#3a2d20',
  '#2b2a2c',
  '#0b0b0d',
].map((c) => new Color(c));

/** The seated figures of the file; those who hold up a phone come last. */
function variantsOf(gltf: GLTF): Variant[] {
  const found = new Map<string, Partial<Variant>>();
  gltf.scene.updateMatrixWorld(true);
  gltf.scene.traverse((object) => {
    const name = String(object.userData['name'] ?? object.name);
    const [kind, key, level, holds] = name.split(':');
    if (kind !== 'guest' || !key || !(object instanceof Mesh)) return;
    const geometry = (object.geometry as BufferGeometry).clone().applyMatrix4(object.matrixWorld);
    found.set(key, { ...found.get(key), [level === 'near' ? 'near' : 'far']: geometry, phone: holds === 'phone' });
  });
  return [...found.values()]
    .flatMap(({ near, far, phone }) => {
      const [close, distant] = [near ?? far, far ?? near];
      return close && distant ? [{ near: close, far: distant, phone: phone ?? false }] : [];
    })
    .sort((a, b) => Number(a.phone) - Number(b.phone)); // the seating plan hands phones to the last variant
}

function matrixOf(seat: Seat): Matrix4 {
  const turn = new Quaternion().setFromEuler(new Euler(0, seat.turn, seat.lean));
  return new Matrix4().compose(new Vector3(seat.x, seat.y, seat.z), turn, new Vector3().setScalar(seat.scale));
}

/** The seated audience: one instanced draw a figure and level of detail. */
export class Guests {
  readonly group = new Group();
  readonly uniforms: GuestUniforms = {
    uRim: { value: new Color() },
    uRun: { value: 0.4 },
    uTime: { value: 0 },
    uApplause: { value: 0 },
    uScreen: { value: shine('#cfe0ff', 1.5) },
    uFree: { value: new Vector3() },
  };

  /** Where they sit, as somebody behind them would see them. */
  readonly bodies: readonly Body[];

  constructor(gltf: GLTF, tier: Tier) {
    const variants = variantsOf(gltf);
    const material = guestMaterial(this.uniforms);
    const seats = seating(variants.length).filter((seat) => seat.row < tier.guestRows);
    this.bodies = seats.map(({ x, y, z }) => ({ x, z, radius: 0.2, from: y, to: y + 1.28 }));
    for (const near of [true, false])
      variants.forEach((variant, number) => {
        const here = seats.filter((seat) => seat.variant === number && (tier.nearGuests && seat.row === 0) === near);
        if (!here.length) return;
        const geometry = (near ? variant.near : variant.far).clone();
        geometry.setAttribute('lots', new InstancedBufferAttribute(Float32Array.from(here.flatMap((seat) => seat.lots)), 2));
        const mesh = new InstancedMesh(geometry, material, here.length);
        here.forEach((seat, i) => {
          mesh.setMatrixAt(i, matrixOf(seat));
          mesh.setColorAt(i, CLOTHES[Math.floor(seat.lots[0] * CLOTHES.length)] as Color);
        });
        mesh.frustumCulled = false;
        if (tier.mirrorGuests && here[0]?.row === 0) mesh.layers.enable(MIRRORED);
        this.group.add(mesh);
      });
  }

  /** `light` and `rim` belong to the camera; `lights` is the dimmer of the hall. */
  relight(light: number, rim: number, lights: number): void {
    this.uniforms.uRun.value = light * lights;
    this.uniforms.uRim.value.copy(shine(PALETTE.rim, rim * (0.15 + 0.85 * lights)));
  }

  /** Leaves free the seat at (x, z), for a visitor. */
  free(x: number, z: number, radius: number): void {
    this.uniforms.uFree.value.set(x, z, radius);
  }

  /** How they behave at an instant: breathing, and clapping as `applause` rises to 1. */
  behave(t: number, applause: number): void {
    this.uniforms.uTime.value = t;
    this.uniforms.uApplause.value = applause;
  }

  dispose(): void {
    disposeTree(this.group);
  }
}
