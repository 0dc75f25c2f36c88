import { el } from '../common/dom';
import type { Say } from '../common/words';
import { download, parse } from '../stage/source';
import { Garment } from './garment';
import { placed } from './lens';
import { ACROSS, DOWN, lightOf, type RoomLight, towards } from './light';
import { Occlusion } from './occlusion';
import { build, type Build, posed } from './rig';
import { clip, films, keep, picture } from './save';
import { ClothesScene } from './scene';
import { steadied } from './steady';
import type { Tracked } from './tracked';

/** A look worn over pictures of a person. */
export interface Wearing {
  /** The person in the clothes, as large as her picture. */
  readonly canvas: HTMLCanvasElement;
  /** Buttons that save what is seen on this device. */
  readonly controls: HTMLElement;
  /** Draws a picture of a person, and the clothes on her when she was found in it. */
  show(frame: HTMLVideoElement | HTMLImageElement | ImageBitmap, width: number, height: number, tracked: Tracked | null): void;
  dispose(): void;
}

export interface WearingOptions {
  /** Whether left and right are exchanged, as in a mirror. */
  readonly mirrored: boolean;
  /** What saved files are called. */
  readonly name: string;
  readonly say: Say;
}

const SECONDS = 5;
const SLOW = 0.06; // share of what a frame says about how a person is built
const LIT = 8; // frames between two looks at the light
const CLEAR = 0.03; // metres that an arm before the clothes is clear of them

/** Brings the clothes of a look. Rejects when they cannot be had, or drawn. */
export async function openWearing(glb: string, options: WearingOptions): Promise<Wearing> {
  return new Worn(new Garment(await parse(await download(glb))), options);
}

class Worn implements Wearing {
  readonly canvas = el('canvas', { class: 'mr-canvas' });
  readonly controls: HTMLElement;
  private readonly scene: ClothesScene;
  private readonly occlusion = new Occlusion();
  private readonly glance = el('canvas', { width: ACROSS, height: DOWN }).getContext('2d', { willReadFrequently: true });
  private readonly brush = this.canvas.getContext('2d');
  private person: Build | null = null;
  private light: RoomLight | null = null;
  private frames = 0;

  constructor(
    private readonly garment: Garment,
    private readonly options: WearingOptions,
  ) {
    this.scene = new ClothesScene(garment);
    this.controls = this.buttons();
  }

  show(frame: HTMLVideoElement | HTMLImageElement | ImageBitmap, width: number, height: number, tracked: Tracked | null): void {
    const { brush, canvas } = this;
    if (!brush || !width || !height) return;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    brush.setTransform(this.options.mirrored ? -1 : 1, 0, 0, 1, this.options.mirrored ? width : 0, 0);
    brush.drawImage(frame, 0, 0, width, height);
    if (!tracked || !this.wear(tracked, width, height)) return;
    this.lit(frame, tracked);
    this.scene.resize(width, height);
    this.scene.draw();
    brush.drawImage(this.scene.canvas, 0, 0, width, height);
  }

  /** Puts the clothes on whom the frame shows; false when it does not tell where she is. */
  private wear(tracked: Tracked, width: number, height: number): boolean {
    const { rest, reach } = this.garment;
    const found = placed(tracked, width, height);
    if (!found) return false;
    const points = steadied(rest, found);
    const now = build(rest, points);
    const share = this.person ? SLOW * now.front ** 4 : 1; // from the side, widths are guesses
    const mix = (before: number | undefined, after: number): number => (before ?? after) + share * (after - (before ?? after));
    this.person = { shoulders: mix(this.person?.shoulders, now.shoulders), hips: mix(this.person?.hips, now.hips) };
    const stance = this.occlusion.stance(tracked, points, (reach + CLEAR) * now.size);
    this.garment.wear(posed(rest, stance, this.person));
    return true;
  }

  private lit(frame: HTMLVideoElement | HTMLImageElement | ImageBitmap, tracked: Tracked): void {
    if (!this.glance || this.frames++ % LIT) return;
    this.glance.drawImage(frame, 0, 0, ACROSS, DOWN);
    this.light = towards(this.light, lightOf(this.glance.getImageData(0, 0, ACROSS, DOWN).data, tracked));
    this.scene.light(this.light);
  }

  private buttons(): HTMLElement {
    const { say, name } = this.options;
    const still = el('button', { type: 'button', class: 'button quiet' }, say('mirrorPicture'));
    const film = el('button', { type: 'button', class: 'button quiet', hidden: !films() }, say('mirrorClip', { n: SECONDS }));
    const note = el('p', { class: 'mr-note', role: 'status' });
    const doing = (button: HTMLButtonElement, begun: string, make: () => Promise<Blob>) => async (): Promise<void> => {
      button.disabled = true;
      note.textContent = begun;
      try {
        keep(await make(), name);
        note.textContent = say('mirrorSaved');
      } catch (error) {
        console.warn(error);
        note.textContent = say('mirrorUnsaved');
      } finally {
        button.disabled = false;
      }
    };
    const record = doing(film, say('mirrorRecording'), () => clip(this.canvas, SECONDS));
    still.addEventListener('click', () => void doing(still, '', () => picture(this.canvas))());
    film.addEventListener('click', () => void record());
    return el('div', { class: 'mr-save' }, still, film, note);
  }

  dispose(): void {
    this.scene.dispose();
    this.garment.dispose();
  }
}
