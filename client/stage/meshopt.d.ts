declare module 'three/addons/libs/meshopt_simplifier.module.js' {
  export const MeshoptSimplifier: {
    readonly ready: Promise<void>;
    getScale(positions: Float32Array, stride: number): number;
    simplify(
      indices: Uint32Array,
      positions: Float32Array,
      stride: number,
      target: number,
      error: number,
      flags?: string[],
    ): [Uint32Array, number];
  };
}
