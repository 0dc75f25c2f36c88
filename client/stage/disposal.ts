import { type BufferGeometry, type Material, Mesh, type Object3D, Points, Texture } from 'three';

/** Frees what the graphics card holds for `root` and everything below it. */
export function disposeTree(root: Object3D): void {
  root.traverse((object) => {
    if (!(object instanceof Mesh) && !(object instanceof Points)) return;
    (object.geometry as BufferGeometry).dispose();
    const materials: Material[] = Array.isArray(object.material) ? object.material : [object.material as Material];
    for (const material of materials) disposeMaterial(material);
  });
}

export function disposeMaterial(material: Material): void {
  for (const value of Object.values(material)) if (value instanceof Texture && !value.userData['shared']) value.dispose();
  material.dispose();
}
