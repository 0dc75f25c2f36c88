import { type Tracked } from '../mirror/tracked';
import { openWearing, type Wearing } from '../mirror/wearing';

declare global {
  interface Window {
    /** Puts on the look at this address. */
    dress(glb: string): Promise<void>;
    /** The picture at this address with the look on whom it shows, as a PNG's data URL, and ms of drawing. */
    wear(picture: string, tracked: Tracked, bare?: boolean): Promise<{ png: string; ms: number }>;
  }
}

let wearing: Wearing | undefined;

window.dress = async (glb) => {
  wearing?.dispose();
  wearing = await openWearing(glb, { mirrored: false, name: 'bench', say: (key) => key });
  document.body.replaceChildren(wearing.canvas);
};

window.wear = async (picture, tracked, bare = false) => {
  if (!wearing) throw new Error('nothing is worn yet');
  const image = await createImageBitmap(await (await fetch(picture)).blob());
  const frame = bare ? await createImageBitmap(new ImageData(image.width, image.height)) : image;
  wearing.show(frame, image.width, image.height, tracked); // the first time, programs are compiled
  wearing.canvas.width = image.width; // wiped
  const began = performance.now();
  wearing.show(frame, image.width, image.height, tracked);
  wearing.canvas.getContext('2d')?.getImageData(0, 0, 1, 1); // waits until it is drawn
  const ms = performance.now() - began;
  return { png: wearing.canvas.toDataURL(), ms };
};
document.title = 'ready';
