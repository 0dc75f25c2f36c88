import { CanvasTexture, Group, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, Vector3 } from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { disposeTree } from './disposal';
import { onFilm } from './film';
import { ROWS, SEATS } from './hall';
import { ROOM, shine } from './palette';
import type { Panel } from './sight';
import type { Board } from './types';

/** How bright a sponsor's board is at most: the clothes are the brightest thing in the hall. */
const LEVEL: Record<Board['place'], number> = { 'hall/back-wall': 0.45, 'hall/step-and-repeat': 0.2, 'hall/seats': 0.22 };
const IVORY = '#f6efe2';
const TURN = 0.35; // radians that the board before the side wall is turned to the photographers

const along = new Vector3(0, 0, 1);
const flat = new Vector3(1, 0, 0);
const upright = new Vector3(0, 1, 0);

function panel(x: number, y: number, z: number, width: number, height: number, across: Vector3): Panel {
  return { centre: new Vector3(x, y, z), across: across.clone().multiplyScalar(width / 2), up: upright.clone().multiplyScalar(height / 2) };
}

/** Where the boards of a place hang. */
export function panels(place: Board['place']): Panel[] {
  if (place === 'hall/back-wall') return [-1, 1].map((side) => panel(side * 3.5, 2.4, ROOM.portal - 0.02, 4, 1.15, flat));
  if (place === 'hall/step-and-repeat') return [panel(-7.2, 3.2, 2.2, 4.4, 2.2, along.clone().negate().applyAxisAngle(upright, -TURN))];
  const [row] = ROWS;
  const cards: Panel[] = [];
  for (let z = SEATS.from + 0.9; z < SEATS.to; z += 1.5)
    for (const side of [-1, 1]) cards.push(panel(side * (row.x - 0.02), 0.2, z, 0.34, 0.36, along.clone().multiplyScalar(side)));
  return cards;
}

/** The boards of sponsors in the hall: letters on the wall, a repeated mark, cards along the first row; each says what it is. */
export class Boards {
  readonly group = new Group();
  readonly panels = new Map<Board['place'], Panel[]>();
  private readonly materials: [MeshBasicMaterial, number][] = [];

  constructor(hung: readonly Board[]) {
    for (const board of hung) this.hang(board);
  }

  private hang(board: Board): void {
    const places = panels(board.place);
    const map = new CanvasTexture(drawn(board));
    map.colorSpace = SRGBColorSpace;
    map.anisotropy = 8;
    const material = onFilm(new MeshBasicMaterial({ map, transparent: true, depthWrite: false }));
    const geometry = mergeGeometries(places.map(standing));
    const mesh = new Mesh(geometry, material);
    mesh.name = board.place;
    mesh.renderOrder = 1;
    this.group.add(mesh);
    this.panels.set(board.place, places);
    this.materials.push([material, LEVEL[board.place]]);
  }

  /** Boards are lit as the room is. */
  relight(lights: number, room: number): void {
    for (const [material, level] of this.materials) material.color.copy(shine(IVORY, level * (0.25 + 0.75 * lights) * (0.4 + 0.6 * room)));
  }

  dispose(): void {
    disposeTree(this.group);
  }
}

function standing({ centre, across, up }: Panel): PlaneGeometry {
  const plane = new PlaneGeometry(2, 2);
  const position = plane.getAttribute('position');
  for (let i = 0; i < position.count; i++) {
    const [a, b] = [position.getX(i), position.getY(i)];
    position.setXYZ(i, centre.x + a * across.x + b * up.x, centre.y + a * across.y + b * up.y, centre.z + a * across.z + b * up.z);
  }
  return plane;
}

/** A board as it is printed, the word that says what it is at its foot. */
function drawn({ place, image, label }: Board): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const write = (text: string, size: number, x: number, y: number): void => {
    pen.font = `500 ${size}px Inter, system-ui, sans-serif`;
    pen.textAlign = 'center';
    pen.fillStyle = 'rgb(246 239 226 / 0.8)';
    pen.letterSpacing = `${Math.round(size * 0.2)}px`;
    pen.fillText(text, x, y);
  };
  if (place === 'hall/back-wall') {
    [canvas.width, canvas.height] = [1024, 296];
    pen.drawImage(image, 0, 0, 1024, 256);
    write(label.toUpperCase(), 22, 512, 284);
  } else if (place === 'hall/step-and-repeat') {
    [canvas.width, canvas.height] = [1024, 512];
    pen.fillStyle = 'rgb(20 18 16 / 0.82)';
    pen.fillRect(0, 0, 1024, 512);
    for (let row = 0; row < 2; row++)
      for (let column = 0; column < 4 + row; column++) pen.drawImage(image, 40 + column * 246 - row * 123, 24 + row * 226, 206, 206);
    pen.clearRect(0, 478, 1024, 34);
    write(label.toUpperCase(), 20, 512, 503);
  } else {
    [canvas.width, canvas.height] = [256, 272];
    pen.fillStyle = 'rgb(20 18 16 / 0.7)';
    pen.fillRect(0, 0, 256, 272);
    pen.drawImage(image, 16, 6, 224, 224);
    write(label.toUpperCase(), 20, 128, 258);
  }
  return canvas;
}
