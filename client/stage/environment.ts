import {
  BackSide,
  BoxGeometry,
  type Color,
  DoubleSide,
  Mesh,
  MeshBasicMaterial,
  PMREMGenerator,
  Scene,
  SphereGeometry,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from 'three';
import { disposeTree } from './disposal';
import { PALETTE, shine } from './palette';
import { overheadGeometry } from './ribbon';
import type { Hall } from './types';

function block(scene: Scene, size: readonly [number, number, number], at: readonly [number, number, number], color: Color): void {
  const mesh = new Mesh(new BoxGeometry(...size), new MeshBasicMaterial({ color, side: DoubleSide }));
  mesh.position.set(...at);
  scene.add(mesh);
}

/** What satin and lacquer see in the hall: the ribbon, the portal and four strips beside the rig. */
function runwaySurroundings(): Scene {
  const scene = new Scene();
  block(scene, [40, 12, 40], [0, 4, 0], shine('#3a3734', 0.55));
  block(scene, [30, 0.1, 34], [0, -1.1, 0], shine('#1b1a1a', 0.8));
  const ribbon = new Mesh(overheadGeometry(), new MeshBasicMaterial({ color: shine(PALETTE.ribbon, 10), side: DoubleSide }));
  ribbon.position.y = -1.2;
  scene.add(ribbon);
  block(scene, [3.6, 5.4, 0.1], [0, 1.6, -17], shine(PALETTE.portal, 7));
  block(scene, [0.5, 4.2, 5], [-8, 1.8, 4], shine('#dfe8ff', 3.2));
  block(scene, [0.5, 4.2, 5], [8, 1.8, 6], shine('#fff0df', 2.6));
  block(scene, [6, 2.4, 0.2], [0, 2.8, 15], shine('#fff4ea', 2.4));
  return scene;
}

/** A photographer's daylight studio: one great window to the left, a fill to the right, an ivory floor. */
function studioSurroundings(): Scene {
  const scene = new Scene();
  scene.add(new Mesh(new SphereGeometry(20), new MeshBasicMaterial({ color: shine('#e9e2d6', 0.62), side: BackSide })));
  block(scene, [24, 0.1, 24], [0, -1.6, 0], shine('#e6dfd2', 0.5));
  block(scene, [0.3, 7, 7], [-9, 3.5, 4], shine('#fffaf2', 7));
  block(scene, [0.3, 5, 3], [9, 2.5, 1], shine('#fff3e4', 1.8));
  block(scene, [8, 0.3, 8], [0, 9, 0], shine('#ffffff', 2.4));
  block(scene, [2, 6, 0.3], [5, 2, -9], shine('#ffffff', 4));
  block(scene, [1.2, 6, 0.3], [-6, 2, -9], shine('#2a2622', 1));
  return scene;
}

/** The prefiltered surroundings of a hall, drawn once from geometry: no picture is fetched. */
export function environment(renderer: WebGLRenderer, hall: Hall): WebGLRenderTarget {
  const scene = hall === 'runway' ? runwaySurroundings() : studioSurroundings();
  const generator = new PMREMGenerator(renderer);
  const target = generator.fromScene(scene, 0.012, 0.1, 100);
  generator.dispose();
  disposeTree(scene);
  return target;
}
