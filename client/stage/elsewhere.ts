import type { Wish } from './simplify';
import type { Answer, Question } from './simplify.worker';

/** Simplifies meshes away from the thread that draws; on it where there is no other. */
class Elsewhere {
  private readonly open = new Map<number, (found: readonly Uint32Array[]) => void>();
  private worker: Worker | null | undefined;
  private asked = 0;

  simplified(index: Uint32Array, metres: Float32Array, wishes: readonly Wish[]): Promise<readonly Uint32Array[]> {
    const worker = this.helper();
    if (!worker) return here(index, metres, wishes);
    const id = this.asked++;
    return new Promise((resolve) => {
      this.open.set(id, resolve);
      const copy = metres.slice();
      worker.postMessage({ id, index, metres: copy, wishes } satisfies Question, [index.buffer, copy.buffer]);
    });
  }

  private helper(): Worker | null {
    if (this.worker !== undefined) return this.worker;
    if (typeof Worker === 'undefined') return (this.worker = null);
    try {
      this.worker = new Worker(new URL('./simplify.worker.ts', import.meta.url), { type: 'module' });
    } catch {
      return (this.worker = null); // on a page of another house: a browser starts no worker from ours
    }
    this.worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      this.open.get(data.id)?.(data.found);
      this.open.delete(data.id);
    });
    this.worker.addEventListener('error', (event) => {
      console.warn(event.message || 'The worker that simplifies meshes did not start: all triangles are drawn.');
      for (const resolve of this.open.values()) resolve([]);
      this.open.clear();
      this.worker = null;
    });
    return this.worker;
  }
}

async function here(index: Uint32Array, metres: Float32Array, wishes: readonly Wish[]): Promise<readonly Uint32Array[]> {
  return (await import('./simplify')).simplified(index, metres, wishes);
}

export const elsewhere = new Elsewhere();
