import { BoxGeometry, type BufferGeometry, DoubleSide, Group, type Material, Mesh, MeshBasicMaterial } from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { disposeTree } from './disposal';
import { onFilm } from './film';
import { flagged, type RoomLight } from './flags';
import { MIRRORED } from './layers';
import { PALETTE, ROOM, shine } from './palette';
import { ribbonGeometry } from './ribbon';
import { shell } from './walls';

/** Rows of benches on either side: distance of the row from the middle, height of its floor and of its seat. */
export const ROWS = [
  { x: 2.55, floor: 0, seat: 0.44 },
  { x: 3.75, floor: 0.22, seat: 0.66 },
  { x: 4.95, floor: 0.44, seat: 0.88 },
] as const;
export const SEATS = { from: -10.6, to: 11.8 } as const;

function box(width: number, height: number, x: number, y: number): BufferGeometry {
  const length = SEATS.to - SEATS.from;
  return new BoxGeometry(width, height, length).translate(x, y, (SEATS.from + SEATS.to) / 2);
}

function benches(): BufferGeometry {
  const parts: BufferGeometry[] = [];
  for (const side of [-1, 1])
    for (const row of ROWS) {
      if (row.floor) parts.push(box(1.2, row.floor, side * (row.x + 0.05), row.floor / 2));
      parts.push(box(0.46, 0.06, side * (row.x + 0.1), row.seat - 0.03));
      parts.push(box(0.3, 0.38, side * (row.x + 0.14), row.seat - 0.25));
    }
  return mergeGeometries(parts);
}

/** The softbox of the ribbon: hot in the middle, darker at the hems, hanging in soft pleats, a seam every 1.2 m. */
function ribbonMaterial(): MeshBasicMaterial {
  const material = new MeshBasicMaterial({ side: DoubleSide });
  material.defines = { USE_UV: '' };
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute float level; varying float vLevel;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\n  vLevel = level;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying float vLevel;')
      .replace(
        '#include <color_fragment>',
        /* glsl */ `#include <color_fragment>
      float across = abs(vUv.x * 2. - 1.), seam = abs(fract(vUv.y / 1.2) - .5) * 2.;
      float pleat = 1. + .10 * sin(vUv.x * 31. + .6 * sin(vUv.y * .9)) * smoothstep(.75, .4, vLevel);
      diffuseColor.rgb *= vLevel * pleat * mix(1., .42, across * across) * mix(.6, 1., smoothstep(0., .03, 1. - seam)) * smoothstep(1., .985, across);
      if (!gl_FrontFacing) diffuseColor.rgb *= .02;`,
      );
  };
  return material;
}

/** The runway hall: fluted walls, benches, and the ribbon of light that is the portal too. */
export class RunwayHall {
  readonly group = new Group();
  readonly light: RoomLight = { uCove: { value: shine(PALETTE.cove, PALETTE.coveLevel) }, uRoom: { value: 1 } };
  private readonly ribbon = ribbonMaterial();
  private readonly edge = new MeshBasicMaterial();

  constructor() {
    this.add(shell(), flagged('wall', this.light, { color: PALETTE.wall }));
    this.add(benches(), flagged('bench', this.light, { color: PALETTE.bench }));
    this.add(ribbonGeometry(), this.ribbon);
    const line = (side: number) => box(0.016, 0.008, side * (ROOM.runway + 0.12), 0.004);
    this.add(mergeGeometries([line(-1), line(1)]), this.edge).layers.disable(MIRRORED); // a bright thread would only speckle the wet floor
  }

  private add(geometry: BufferGeometry, material: Material): Mesh {
    const mesh = new Mesh(geometry, onFilm(material));
    mesh.layers.enable(MIRRORED);
    mesh.frustumCulled = false;
    this.group.add(mesh);
    return mesh;
  }

  /** `lights` 0 leaves a glimmer of the ribbon; `room` dims walls and benches for the camera that looks down on them, `ribbon` the ribbon. */
  relight(lights: number, room: number, ribbon = 1): void {
    this.ribbon.color.copy(shine(PALETTE.ribbon, ribbon * PALETTE.ribbonLevel * (0.05 + 0.95 * lights)));
    this.edge.color.copy(shine(PALETTE.edge, PALETTE.edgeLevel * (0.35 + 0.65 * lights)));
    this.light.uCove.value.copy(shine(PALETTE.cove, PALETTE.coveLevel * room * (0.3 + 0.7 * lights)));
    this.light.uRoom.value = room;
  }

  dispose(): void {
    disposeTree(this.group);
  }
}
