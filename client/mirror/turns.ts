import { Matrix3, Matrix4, Quaternion, Vector3 } from 'three';

/** Between two points. */
export const middle = (a: Vector3, b: Vector3): Vector3 => a.clone().add(b).multiplyScalar(0.5);

/** A rotation whose x goes along `across` and whose y as nearly as can be along `up`. */
export function basis(across: Vector3, up: Vector3): Quaternion {
  const x = across.clone().normalize();
  const z = x.clone().cross(up).normalize();
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(x, z.clone().cross(x), z));
}

/** Turned by `turn`, `along` as long along `axis` and `across` as wide across it. */
export function stretched(turn: Quaternion, axis: Vector3, along: number, across: number): Matrix3 {
  const { x, y, z } = axis;
  const d = along - across;
  const scale = new Matrix3().set(
    across + d * x * x, d * x * y, d * x * z,
    d * x * y, across + d * y * y, d * y * z,
    d * x * z, d * y * z, across + d * z * z,
  );
  return new Matrix3().setFromMatrix4(new Matrix4().makeRotationFromQuaternion(turn)).multiply(scale);
}

/** Turned by `turn`, what was x, y and z at rest as many times as long. */
export function scaled(turn: Quaternion, x: number, y: number, z: number): Matrix3 {
  const scale = new Matrix3().set(x, 0, 0, 0, y, 0, 0, 0, z);
  return new Matrix3().setFromMatrix4(new Matrix4().makeRotationFromQuaternion(turn)).multiply(scale);
}
