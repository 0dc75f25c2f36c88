import task from 'virtual:pose.task';
import { anatomical } from './anatomy';
import type { Tracked } from './tracked';
import type { Answer, Question } from './track.worker';

const SIDE = 480; // pixels of a picture's longer side: the model itself looks at 256
export type Frame = HTMLVideoElement | HTMLImageElement | HTMLCanvasElement | ImageBitmap;

/** Finds one person in pictures, on this device, beside the page's own work. */
export class Tracker {
  /** How long the last picture took, ms. */
  ms = 0;
  private busy = false;
  private waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;

  private constructor(private readonly worker: Worker) {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if ('error' in data) this.waiting?.reject(new Error(data.error));
      else this.waiting?.resolve(data);
      this.waiting = null;
    });
    worker.addEventListener('error', (event) => {
      this.waiting?.reject(new Error(event.message || 'the tracker could not be loaded'));
      this.waiting = null;
    });
  }

  /** Loads model and program (once a visit: the browser keeps them). `moving`: pictures of one film, in their order. */
  static async open(moving = true): Promise<Tracker> {
    const worker = new Worker(new URL('./track.worker.ts', import.meta.url), { type: 'module' });
    const tracker = new Tracker(worker);
    try {
      await tracker.ask({ task, moving });
    } catch (error) {
      worker.terminate();
      throw error;
    }
    return tracker;
  }

  /** Whom the picture shows; null when nobody, or while it is still looking at another picture. */
  async track(frame: Frame, at = performance.now()): Promise<Tracked | null> {
    const [width, height] = size(frame);
    if (this.busy || !width || !height) return null;
    this.busy = true;
    try {
      const scale = Math.min(1, SIDE / Math.max(width, height));
      const [resizeWidth, resizeHeight] = [Math.round(width * scale), Math.round(height * scale)];
      const picture = await createImageBitmap(frame, { resizeWidth, resizeHeight, resizeQuality: 'medium' });
      const answer = await this.ask({ picture, at }, [picture]);
      if (!('found' in answer)) return null;
      this.ms = answer.ms;
      return answer.found && { at, ...anatomical(answer.found, width, height) };
    } finally {
      this.busy = false;
    }
  }

  close(): void {
    this.worker.terminate();
  }

  private ask(question: Question, given: Transferable[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage(question, given);
    });
  }
}

function size(frame: Frame): [number, number] {
  if (frame instanceof HTMLVideoElement) return [frame.videoWidth, frame.videoHeight];
  if (frame instanceof HTMLImageElement) return [frame.naturalWidth, frame.naturalHeight];
  return [frame.width, frame.height];
}
