import { BufferGeometry, Float32BufferAttribute, PlaneGeometry } from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { ROOM } from './palette';

const FLUTE = 0.74;
const DEPTH = 0.3;
const STEPS = 9;

/** A wall of half columns facing +Z, `length` wide; uv.x is 0 in the grooves and 1 on the crowns, so that grooves can be dark. */
export function flutedWall(length: number): BufferGeometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const uv: number[] = [];
  const index: number[] = [];
  const count = Math.round(length / FLUTE);
  for (let flute = 0; flute < count; flute++) {
    for (let step = 0; step <= STEPS; step++) {
      const angle = Math.PI * (0.06 + (0.88 * step) / STEPS);
      const x = ((flute + 0.5 - 0.5 * Math.cos(angle)) / count - 0.5) * length;
      const rise = Math.sin(angle);
      for (const y of [0, ROOM.height]) {
        positions.push(x, y, DEPTH * rise);
        normals.push(-Math.cos(angle), 0, rise);
        uv.push(rise, y);
      }
      const at = positions.length / 3 - 4;
      if (at >= 0) index.push(at, at + 2, at + 1, at + 1, at + 2, at + 3);
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
  const geometry = new PlaneGeometry(width, height)
    .rotateX(rx)
    .rotateY(ry)
    .translate(...at);
  const uv = geometry.getAttribute('uv');
  for (let i = 0; i < uv.count; i++) uv.setX(i, 1);
  return geometry;
}

/** Walls and ceiling, in one geometry. */
export function shell(): BufferGeometry {
  const { width, height, back, front, portal } = ROOM;
  const depth = front - back;
  const middle = (front + back) / 2;
  return mergeGeometries([
    flutedWall(depth)
      .rotateY(-Math.PI / 2)
      .translate(width / 2, 0, middle),
    flutedWall(depth)
      .rotateY(Math.PI / 2)
      .translate(-width / 2, 0, middle),
    flutedWall(width).translate(0, 0, portal - 0.5),
    panel(width, depth, [0, height, middle], 0, Math.PI / 2),
    panel(width, height, [0, height / 2, front], Math.PI),
  ]);
}
