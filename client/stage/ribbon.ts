import { BufferGeometry, Float32BufferAttribute, Vector3 } from 'three';
import { ROOM } from './palette';

/** One station of the ribbon: its centre, the direction across it, and how brightly it shines (1 overhead). */
interface Station {
  readonly centre: Vector3;
  readonly across: Vector3;
  readonly level: number;
}

const WIDTH = 1.9;
const BEND = 1.3;
const TOP = 3.7;

function overhead(z: number): Station {
  const gone = z - ROOM.portal - BEND;
  const away = Math.min(1, gone / 4.5); // the swing grows as the ribbon leaves the curtain
  const swing = -1.5 * away * Math.sin(gone * 0.4 + 0.25);
  const centre = new Vector3(swing, TOP + 1.35 * Math.min(1, gone / 13) ** 1.1 + 0.16 * away * Math.sin(z * 0.4), z);
  const roll = -0.26 * away * Math.sin(gone * 0.4 + 0.9);
  return { centre, across: new Vector3(Math.cos(roll), Math.sin(roll), 0), level: 0.62 + 0.38 * away };
}

/** Up from the floor as the curtain of light that looks step out of, over in a bend, and on in one slow S above the runway. */
function stations(): Station[] {
  const { portal, front } = ROOM;
  const straight = new Vector3(1, 0, 0);
  const out: Station[] = [];
  const rise = TOP - BEND;
  for (let i = 0; i <= 8; i++)
    out.push({ centre: new Vector3(0, (rise * i) / 8, portal), across: straight, level: 0.36 + (0.12 * i) / 8 });
  for (let i = 1; i <= 14; i++) {
    const angle = (i / 14) * (Math.PI / 2);
    const centre = new Vector3(0, rise + BEND * Math.sin(angle), portal + BEND * (1 - Math.cos(angle)));
    out.push({ centre, across: straight, level: 0.48 + (0.14 * i) / 14 });
  }
  for (let i = 1; i <= 110; i++) out.push(overhead(portal + BEND + ((front - 4 - portal - BEND) * i) / 110));
  return out;
}

function strip(list: readonly Station[]): BufferGeometry {
  const positions: number[] = [];
  const uv: number[] = [];
  const levels: number[] = [];
  const index: number[] = [];
  let along = 0;
  list.forEach(({ centre, across, level }, i) => {
    const before = list[i - 1];
    if (before) along += before.centre.distanceTo(centre);
    for (const side of [-1, 1]) {
      positions.push(
        ...centre
          .clone()
          .addScaledVector(across, (side * WIDTH) / 2)
          .toArray(),
      );
      uv.push((side + 1) / 2, along);
      levels.push(level);
    }
    if (before) index.push(2 * i - 2, 2 * i - 1, 2 * i, 2 * i - 1, 2 * i + 1, 2 * i);
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('uv', new Float32BufferAttribute(uv, 2));
  geometry.setAttribute('level', new Float32BufferAttribute(levels, 1));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

/** The ribbon of light; uv.x runs across it (0..1), uv.y along it in metres, `level` is its brightness. */
export function ribbonGeometry(): BufferGeometry {
  return strip(stations());
}

/** The ribbon as cloth and lacquer see it mirrored: only the part overhead. */
export function overheadGeometry(): BufferGeometry {
  return strip(Array.from({ length: 60 }, (_, i) => overhead(-10 + (28 * i) / 59)));
}
