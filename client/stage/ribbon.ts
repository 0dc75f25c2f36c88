import { BufferGeometry, Float32BufferAttribute, Vector3 } from 'three';

/** Where the ribbon of light hangs at depth `z`: one slow S over the runway that comes to rest on the portal. */
export function ribbonPoint(z: number): Vector3 {
  return new Vector3(0.8 * Math.sin(z * 0.27 + 1.1), 5.15 + 0.34 * Math.sin(z * 0.31), z);
}

/** A strip along the ribbon; uv.x runs across it (0..1), uv.y along it in metres. */
export function ribbonGeometry(width: number, from: number, to: number, steps = 120): BufferGeometry {
  const positions: number[] = [];
  const uv: number[] = [];
  const index: number[] = [];
  for (let i = 0; i <= steps; i++) {
    const z = from + ((to - from) * i) / steps;
    const centre = ribbonPoint(z);
    const roll = 0.22 * Math.sin(z * 0.27 + 1.4);
    for (const side of [-1, 1]) {
      const half = (side * width) / 2;
      positions.push(centre.x + half * Math.cos(roll), centre.y + half * Math.sin(roll), z);
      uv.push((side + 1) / 2, z - from);
    }
    if (i < steps) index.push(2 * i, 2 * i + 2, 2 * i + 1, 2 * i + 1, 2 * i + 2, 2 * i + 3);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('uv', new Float32BufferAttribute(uv, 2));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}
