import {
  DepthTexture,
  HalfFloatType,
  LinearMipmapLinearFilter,
  Matrix4,
  type PerspectiveCamera,
  PerspectiveCamera as Camera,
  type Scene,
  UnsignedIntType,
  Vector2,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { MIRRORED } from './layers';

/** The scene as seen from below the floor: colour, depth, and the matrix that finds a world point in them. */
export class Mirror {
  /** Its smaller copies (mipmaps) are the blur's wide strokes, so that few samples leave no grain. */
  readonly target = new WebGLRenderTarget(4, 4, {
    type: HalfFloatType,
    generateMipmaps: true,
    minFilter: LinearMipmapLinearFilter,
    depthTexture: new DepthTexture(4, 4, UnsignedIntType),
  });
  readonly lookup = new Matrix4();
  readonly range = new Vector2();
  readonly spread = new Vector2();
  private readonly camera = new Camera();

  resize(width: number, height: number): void {
    this.target.setSize(Math.max(4, Math.round(width)), Math.max(4, Math.round(height)));
  }

  /** Draws what is on the `MIRRORED` layer. Nothing of it is below the floor, so no clipping plane is needed. */
  render(renderer: WebGLRenderer, scene: Scene, eye: PerspectiveCamera): void {
    const { camera } = this;
    const at = new Vector3().setFromMatrixPosition(eye.matrixWorld);
    const turn = new Matrix4().extractRotation(eye.matrixWorld);
    const ahead = new Vector3(0, 0, -1).applyMatrix4(turn);
    const up = new Vector3(0, 1, 0).applyMatrix4(turn);
    camera.near = eye.near;
    camera.far = eye.far;
    camera.layers.set(MIRRORED);
    camera.position.set(at.x, -at.y, at.z);
    camera.up.set(up.x, -up.y, up.z);
    camera.lookAt(at.x + ahead.x, -(at.y + ahead.y), at.z + ahead.z);
    camera.updateMatrixWorld();
    camera.projectionMatrix.copy(eye.projectionMatrix);
    camera.projectionMatrix.elements[8] = -(eye.projectionMatrix.elements[8] ?? 0);
    camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
    this.lookup.set(0.5, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0, 1);
    this.lookup.multiply(camera.projectionMatrix).multiply(camera.matrixWorldInverse);
    this.range.set(camera.near, camera.far);
    this.spread.set(camera.projectionMatrix.elements[0] ?? 1, camera.projectionMatrix.elements[5] ?? 1);
    renderer.setRenderTarget(this.target);
    renderer.clear();
    renderer.render(scene, camera);
  }

  dispose(): void {
    this.target.depthTexture?.dispose();
    this.target.dispose();
  }
}
