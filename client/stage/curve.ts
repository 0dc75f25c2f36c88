import type { AnimationClip, KeyframeTrack } from 'three';

/** The morph weights of one garment in one clip: straight lines between keys. three's mixer wants as many weights in every clip; we do not. */
export class Curve {
  private readonly count: number;
  readonly weights: Float32Array;

  /** `values`: `times.length` rows of weights; what they come to is multiplied by `scale`. */
  constructor(
    private readonly times: ArrayLike<number>,
    private readonly values: ArrayLike<number>,
    private readonly scale = 1,
  ) {
    this.count = values.length / times.length;
    this.weights = new Float32Array(this.count);
  }

  /** The weights at `share` (0 to 1) of the clip; the same array every time. */
  at(share: number): Float32Array {
    const { times, values, count, weights, scale } = this;
    const last = times.length - 1;
    const time = share * (times[last] as number);
    let k = Math.min(last - 1, Math.max(0, Math.floor(share * last))); // keys are even: this is it, or its neighbour
    while (k > 0 && (times[k] as number) > time) k--;
    while (k < last - 1 && (times[k + 1] as number) <= time) k++;
    if (last < 1) k = 0;
    const span = last < 1 ? 1 : (times[k + 1] as number) - (times[k] as number);
    const part = last < 1 ? 0 : Math.min(1, Math.max(0, (time - (times[k] as number)) / span));
    const next = last < 1 ? 0 : count;
    for (let i = 0; i < count; i++) {
      const before = values[k * count + i] as number;
      weights[i] = scale * (before + part * ((values[k * count + next + i] as number) - before));
    }
    return weights;
  }
}

/** Takes the morph weights out of a clip: a curve for each mesh name, times that mesh's `scale`. What is left moves joints. */
export function weightsOf(clip: AnimationClip, scale: (mesh: string) => number = () => 1): Map<string, Curve> {
  const own = (track: KeyframeTrack): boolean => track.name.endsWith('.morphTargetInfluences');
  const curves = new Map<string, Curve>();
  for (const track of clip.tracks.filter(own)) {
    const mesh = track.name.slice(0, track.name.lastIndexOf('.'));
    curves.set(mesh, new Curve(track.times, track.values, scale(mesh)));
  }
  clip.tracks = clip.tracks.filter((track) => !own(track));
  return curves;
}
