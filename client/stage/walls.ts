import { BufferGeometry, Float32BufferAttribute, PlaneGeometry } from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { ROOM } from './palette';

const FLUTE = 0.74;
const DEPTH = 0.3;
const STEPS = 9;

/** A side wall of half columns, as one strip; uv.x is 0 in the grooves and 1 on the crowns, so that grooves can be dark. */
export function flutedWall(side: 1 | -1): BufferGeometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const uv: number[] = [];
  const index: number[] = [];
  const count = Math.ceil((ROOM.front - ROOM.back) / FLUTE);
  for (let flute = 0; flute < count; flute++) {
    for (let step = 0; step <= STEPS; step++) {
      const angle = Math.PI * (0.06 + (0.88 * step) / STEPS);
      const z = ROOM.back + (flute + 0.5 - 0.5 * Math.cos(angle)) * FLUTE;
      const rise = Math.sin(angle);
      for (const y of [0, ROOM.height]) {
        positions.push(side * (ROOM.width / 2 - DEPTH * rise), y, z);
        normals.push(-side * rise, 0, -Math.cos(angle));
        uv.push(rise, y);
      }
      const at = positions.length / 3 - 4;
      if (step === 0 && flute === 0) continue;
      if (side === 1) index.push(at, at + 1, at + 2, at + 2, at + 1, at + 3);
      else index.push(at, at + 2, at + 1, at + 2, at + 3, at + 1);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('normal', new Float32BufferAttribute(normals, 3));
  geometry.setAttribute('uv', new Float32BufferAttribute(uv, 2));
  geometry.setIndex(index);
  return geometry;
}

/** A flat piece of wall or ceiling: `width` by `height`, turned by `ry` then `rx`, its centre at `at`. */
export function panel(width: number, height: number, at: readonly [number, number, number], ry = 0, rx = 0): BufferGeometry {
  const geometry = new PlaneGeometry(width, height).rotateX(rx).rotateY(ry).translate(...at);
  const uv = geometry.getAttribute('uv');
  for (let i = 0; i < uv.count; i++) uv.setX(i, 1);
  return geometry;
}

/** Walls, ceiling and the opening of the portal, in one geometry. */
export function shell(): BufferGeometry {
  const { width, height, back, front, portal, portalWidth, portalHeight } = ROOM;
  const depth = front - back;
  const middle = (front + back) / 2;
  const side = (width - portalWidth) / 2;
  return mergeGeometries([
    flutedWall(1),
    flutedWall(-1),
    panel(width, depth, [0, height, middle], 0, Math.PI / 2),
    panel(width, height, [0, height / 2, front], Math.PI),
    panel(side, height, [-(portalWidth + side) / 2, height / 2, portal]),
    panel(side, height, [(portalWidth + side) / 2, height / 2, portal]),
    panel(portalWidth, height - portalHeight, [0, (height + portalHeight) / 2, portal]),
  ]);
}
