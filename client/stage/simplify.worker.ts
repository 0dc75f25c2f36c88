import { simplified, type Wish } from './simplify';

/** What a page asks, and what it gets back under the same number. */
export interface Question {
  readonly id: number;
  readonly index: Uint32Array;
  readonly metres: Float32Array;
  readonly wishes: readonly Wish[];
}
export interface Answer {
  readonly id: number;
  readonly found: readonly Uint32Array[];
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void simplified(data.index, data.metres, data.wishes).then((found) => self.postMessage({ id: data.id, found } satisfies Answer));
});
