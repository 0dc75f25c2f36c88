import { BufferAttribute, CylinderGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial, RingGeometry } from 'three';
import { disposeTree } from '../../stage/disposal';

/** Where she would stand, and how tall: a ring on the floor and a thread of light up to her crown. */
export class Reticle {
  readonly group = new Group();

  constructor(height: number) {
    const light = { color: '#fff6e8', side: DoubleSide, transparent: true, depthWrite: false, fog: false, toneMapped: false } as const;
    for (const [inner, outer] of [
      [0.3, 0.306],
      [0.02, 0.03],
    ] as const) {
      this.group.add(new Mesh(new RingGeometry(inner, outer, 72).rotateX(-Math.PI / 2).translate(0, 0.004, 0), new MeshBasicMaterial(light)));
    }
    const thread = new CylinderGeometry(0.0012, 0.0012, height, 6, 8, true).translate(0, height / 2, 0);
    const place = thread.getAttribute('position');
    const fades = Float32Array.from({ length: place.count * 4 }, (_, i) => (i % 4 < 3 ? 1 : 0.75 * (1 - place.getY(Math.floor(i / 4)) / height)));
    thread.setAttribute('color', new BufferAttribute(fades, 4));
    this.group.add(new Mesh(thread, new MeshBasicMaterial({ ...light, vertexColors: true })));
    const crown = new Mesh(new RingGeometry(0.03, 0.033, 40).rotateX(-Math.PI / 2).translate(0, height, 0), new MeshBasicMaterial(light));
    this.group.add(crown);
    this.group.visible = false;
  }

  dispose(): void {
    this.group.removeFromParent();
    disposeTree(this.group);
  }
}
