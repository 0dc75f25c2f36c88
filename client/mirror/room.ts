import { el } from '../common/dom';
import { icon } from '../common/icons';
import { interactions } from '../common/interactions';
import type { Key, Say } from '../common/words';
import { Camera, CameraTrouble, hasCamera } from './camera';
import { Pace } from './pace';
import { openPhoto } from './photo';
import { Tracker } from './track';
import type { Tracked } from './tracked';
import { openWearing, type Wearing } from './wearing';
import './mirror.css';

declare global {
  interface Window {
    frontrowMirror?: Mirror;
  }
}

/** A look that can be tried on. */
export interface Offer {
  readonly slug: string;
  readonly title: string;
  /** The file with its clothes for the mirror. */
  readonly glb: string;
  /** Its picture, and the words for it. */
  readonly poster: string;
  readonly alt: string;
}

const LOST = 10; // frames without her before she is told how to be seen

/** The mirror: a room of its own over the page. What its camera sees is drawn here and forgotten. */
export class Mirror {
  readonly dialog: HTMLDialogElement;
  /** Whom the picture that is shown shows; for tests. */
  seen: Tracked | null = null;
  private readonly stage = el('div', { class: 'mr-stage' });
  private readonly note = el('p', { class: 'mr-say', role: 'status' });
  private readonly save = el('div', { class: 'mr-tools' });
  private readonly cameraButton: HTMLButtonElement;
  private readonly photoButton: HTMLButtonElement;
  private readonly file: HTMLInputElement;
  private camera: Camera | null = null;
  private wearing: Wearing | null = null;
  private tracker: Tracker | null = null;
  private told = false; // that she tried the look on, once a visit and only with her consent
  private turn = 0; // of what is shown: whatever belongs to an earlier one stops

  constructor(
    private readonly offer: Offer,
    private readonly say: Say,
  ) {
    const close = el('button', { type: 'button', class: 'mr-close', 'aria-label': say('close') }, icon('close'));
    this.cameraButton = el('button', { type: 'button', class: 'button' }, say('mirrorCamera'));
    this.photoButton = el('button', { type: 'button', class: 'button quiet' }, say('mirrorPhoto'));
    this.file = el('input', { type: 'file', accept: 'image/*', hidden: true, 'aria-label': say('mirrorPhoto') });
    this.dialog = el(
      'dialog',
      { class: 'mr-room', 'aria-labelledby': 'mr-title' },
      close,
      el('div', { class: 'mr-still' }, el('img', { src: offer.poster, alt: offer.alt })),
      this.stage,
      el(
        'div',
        { class: 'mr-words' },
        el('p', { class: 'label' }, say('mirror')),
        el('h2', { id: 'mr-title' }, offer.title),
        el('p', { class: 'mr-lead' }, say('mirrorLead')),
        this.note,
        el('div', { class: 'mr-choice' }, this.cameraButton, this.photoButton, this.file),
        this.save,
        el('p', { class: 'mr-private' }, say('mirrorPrivate')),
      ),
    );
    close.addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('close', () => this.begin('asking', ''));
    this.cameraButton.addEventListener('click', () => void (this.camera ? this.begin('asking', '') : this.live()));
    this.photoButton.addEventListener('click', () => this.file.click());
    this.file.addEventListener('change', () => void this.photo());
  }

  /** Opens the room. Nothing is loaded and no camera is asked for before she presses a button. */
  open(): void {
    this.begin('asking', '');
    if (!this.dialog.isConnected) document.body.append(this.dialog);
    this.dialog.showModal();
    void hasCamera().then((camera) => {
      this.cameraButton.hidden = !camera;
      this.photoButton.classList.toggle('quiet', camera);
      if (!camera) this.tell(this.say('mirrorNoCamera'));
    });
  }

  private async live(): Promise<void> {
    const turn = this.begin('waiting', this.say('mirrorAllow'));
    try {
      const camera = await Camera.open();
      if (turn !== this.turn) return camera.close();
      this.camera = camera;
      this.cameraButton.textContent = this.say('mirrorStop');
      this.tell(this.say('mirrorLoading'));
      const [tracker, wearing] = await this.dressed(true);
      if (turn !== this.turn) return;
      await this.follow(turn, camera, tracker, wearing);
    } catch (error) {
      if (turn === this.turn) this.trouble(error);
    }
  }

  /** Each picture is shown with the clothes that were found for it: they are never behind her. */
  private async follow(turn: number, camera: Camera, tracker: Tracker, wearing: Wearing): Promise<void> {
    const pace = new Pace();
    let lost = 0;
    while (turn === this.turn) {
      const picture = await camera.next();
      const start = performance.now();
      const tracked = turn === this.turn ? await tracker.track(picture, start) : null;
      if (turn === this.turn) {
        wearing.show(picture, picture.width, picture.height, tracked);
        this.shown('live', tracked);
        lost = tracked ? 0 : lost + 1;
        pace.frame(performance.now() - start);
        this.tell(lost > LOST ? this.say('mirrorStepBack') : pace.slow ? this.say('mirrorSlow') : '');
      }
      picture.close();
      if (!camera.on) throw new CameraTrouble('missing');
    }
  }

  private async photo(): Promise<void> {
    const file = this.file.files?.[0];
    this.file.value = ''; // the same photo may be chosen again
    if (!file) return;
    const turn = this.begin('waiting', this.say('mirrorLoading'));
    try {
      const picture = await openPhoto(file).catch(() => null);
      if (!picture) throw new Unreadable();
      const [tracker, wearing] = await this.dressed(false);
      const tracked = turn === this.turn ? await tracker.track(picture) : null;
      if (turn === this.turn) {
        wearing.show(picture, picture.width, picture.height, tracked);
        this.shown('photo', tracked);
        this.tell(tracked ? '' : this.say('mirrorNobody'));
        this.photoButton.textContent = this.say('mirrorAnother');
      }
      picture.close();
    } catch (error) {
      if (turn === this.turn) this.trouble(error);
    }
  }

  /** The tracker for film or photo, and the clothes, drawn on the stage. */
  private async dressed(moving: boolean): Promise<[Tracker, Wearing]> {
    const turn = this.turn;
    const ready = { mirrored: moving, name: this.offer.slug, say: this.say };
    const opened = await Promise.allSettled([Tracker.open(moving), openWearing(this.offer.glb, ready)]);
    const [tracker, wearing] = opened.map((one) => (one.status === 'fulfilled' ? one.value : null)) as [Tracker | null, Wearing | null];
    const failed = opened.find((one) => one.status === 'rejected');
    if (failed || turn !== this.turn || !tracker || !wearing) {
      tracker?.close();
      wearing?.dispose();
      throw failed?.reason ?? new Error('she has left');
    }
    [this.tracker, this.wearing] = [tracker, wearing];
    this.stage.replaceChildren(wearing.canvas);
    this.save.replaceChildren(wearing.controls);
    return [tracker, wearing];
  }

  private shown(state: 'live' | 'photo', tracked: Tracked | null): void {
    this.seen = tracked;
    this.dialog.dataset.state = state;
    this.dialog.toggleAttribute('data-worn', !!tracked);
    if (tracked && !this.told) interactions.record('try_on', this.offer.slug);
    this.told ||= !!tracked;
    this.cameraButton.classList.add('quiet');
  }

  private trouble(error: unknown): void {
    let key: Key = 'mirrorFailed';
    if (error instanceof CameraTrouble) key = `mirrorCamera-${error.reason}`;
    else if (error instanceof Unreadable) key = 'mirrorUnreadable';
    else console.error(error);
    this.begin('asking', this.say(key));
  }

  private tell(text: string): void {
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  /** Ends what was shown before, and says what comes. */
  private begin(state: 'asking' | 'waiting', text: string): number {
    this.release();
    this.dialog.dataset.state = state;
    this.dialog.removeAttribute('data-worn');
    this.cameraButton.textContent = this.say('mirrorCamera');
    this.cameraButton.classList.remove('quiet');
    this.photoButton.textContent = this.say('mirrorPhoto');
    this.tell(text);
    return ++this.turn;
  }

  /** The camera's light goes out, and every picture is forgotten. */
  private release(): void {
    this.camera?.close();
    this.tracker?.close();
    this.wearing?.dispose();
    this.camera = this.tracker = this.wearing = this.seen = null;
    this.stage.replaceChildren();
    this.save.replaceChildren();
  }
}

/** The file is no photo that this browser can read. */
class Unreadable extends Error {}
