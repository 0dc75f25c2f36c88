import { CanvasTexture, LinearFilter, LinearMipmapLinearFilter, Mesh, MeshBasicMaterial, PlaneGeometry, type Ray, Raycaster } from 'three';
import { type Area, type Button, paint, type Print, WIDTH } from './paper';

const DIM = 0.8; // paper in a dark hall; the garment is what is bright

/** A sheet of paper in the hall that can be pointed at: `width` metres wide and as high as its print. */
export class Panel {
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  private readonly canvas = document.createElement('canvas');
  private readonly caster = new Raycaster();
  private texture = this.fresh();
  private areas: Area[] = [];
  private over: Button | null = null;
  private print: Print | null = null;

  constructor(private readonly width: number) {
    const material = new MeshBasicMaterial({ map: this.texture, fog: false, toneMapped: false });
    material.color.setScalar(DIM);
    this.mesh = new Mesh(new PlaneGeometry(1, 1), material);
    this.mesh.visible = false;
    this.mesh.renderOrder = 4;
  }

  /** Its colours are what the eye is to see, so nothing may convert them. */
  private fresh(): CanvasTexture {
    const texture = new CanvasTexture(this.canvas);
    texture.minFilter = LinearMipmapLinearFilter;
    texture.magFilter = LinearFilter;
    texture.anisotropy = 8;
    return texture;
  }

  get shown(): boolean {
    return this.mesh.visible;
  }

  /** Shows a print; without one, nothing. */
  show(print: Print | null): void {
    this.print = print;
    this.over = null;
    this.mesh.visible = !!print;
    if (print) this.redraw(print);
  }

  /** Where a ray meets the paper, metres along it, and the button there. */
  meets(ray: Ray): { readonly distance: number; readonly button: Button | null } | null {
    if (!this.mesh.visible) return null;
    this.caster.ray.copy(ray);
    const [hit] = this.caster.intersectObject(this.mesh, false);
    if (!hit?.uv) return null;
    const [x, y] = [hit.uv.x * WIDTH, (1 - hit.uv.y) * this.canvas.height];
    const area = this.areas.find((one) => x >= one.x && x <= one.x + one.width && y >= one.y && y <= one.y + one.height);
    return { distance: hit.distance, button: area?.button ?? null };
  }

  /** Shows which button is pointed at. */
  point(button: Button | null): void {
    if (button === this.over || !this.print) return;
    this.over = button;
    this.redraw(this.print);
  }

  private redraw(print: Print): void {
    const before = this.canvas.height;
    this.areas = paint(this.canvas, print, this.over);
    if (this.canvas.height !== before) {
      this.texture.dispose(); // a texture keeps the size it was first given
      this.mesh.material.map = this.texture = this.fresh();
    }
    this.texture.needsUpdate = true;
    this.mesh.scale.set(this.width, (this.width * this.canvas.height) / WIDTH, 1);
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.texture.dispose();
  }
}
