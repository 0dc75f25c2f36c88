import { DirectionalLight, HemisphereLight, NoToneMapping, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { environment } from '../stage/environment';
import type { Garment } from './garment';
import { fieldOf } from './lens';
import type { RoomLight } from './light';

/** What a white surface throws back of light that three counts by its irradiance. */
const WHITE = Math.PI;
const WINDOW = Math.atan2(-9, 4); // where the surroundings have their great window, radians from +z

/** Draws clothes with nothing behind them, as they would look in the light of a room. */
export class ClothesScene {
  readonly canvas = document.createElement('canvas');
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(50, 1, 0.05, 30);
  private readonly sky = new HemisphereLight();
  private readonly key = new DirectionalLight();

  /** Throws when the browser has no WebGL 2. */
  constructor(garment: Garment) {
    this.renderer = new WebGLRenderer({ canvas: this.canvas, alpha: true, antialias: true, powerPreference: 'high-performance' });
    this.renderer.toneMapping = NoToneMapping;
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.setPixelRatio(1);
    this.scene.environment = environment(this.renderer, 'studio').texture;
    this.scene.add(garment.group, this.sky, this.key, this.key.target);
  }

  resize(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.renderer.setSize(width, height, false);
    this.camera.fov = fieldOf(width, height);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  light({ color, level, from, contrast }: RoomLight): void {
    this.scene.environmentIntensity = 0.3 * level;
    this.scene.environmentRotation.y = Math.atan2(from.x, from.z) - WINDOW;
    this.sky.color.copy(color);
    this.sky.groundColor.copy(color).multiplyScalar(0.45);
    this.sky.intensity = WHITE * level * (0.4 - 0.2 * contrast);
    this.key.color.copy(color);
    this.key.intensity = WHITE * level * (0.3 + 0.35 * contrast);
    this.key.position.copy(from);
  }

  draw(): void {
    this.renderer.render(this.scene, this.camera);
  }

  dispose(): void {
    this.scene.environment?.dispose();
    this.renderer.dispose();
  }
}
