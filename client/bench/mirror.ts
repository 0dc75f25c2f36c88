import { Tracker } from '../mirror/track';
import type { Tracked } from '../mirror/tracked';

interface Seen {
  readonly tracked: Tracked | null;
  /** Of the tracker alone, and from picture to landmarks. */
  readonly ms: number;
  readonly all: number;
}

declare global {
  interface Window {
    follow(pictures: readonly string[], every: number): Promise<Seen[]>;
  }
}

/** Whom each picture of a film shows; `every`: ms from one to the next on the film's clock. */
window.follow = async (pictures, every) => {
  const tracker = await Tracker.open(every > 0);
  const seen: Seen[] = [];
  for (const [k, address] of pictures.entries()) {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    const start = performance.now();
    const tracked = await tracker.track(picture, k * every);
    seen.push({ tracked, ms: tracker.ms, all: performance.now() - start });
    picture.close();
  }
  tracker.close();
  return seen;
};
document.title = 'ready';
