import { el } from '../common/dom';
import { iconButton } from '../common/icons';
import { inLanguage, type Say } from '../common/words';
import type { Feature, Moment } from './moment';
import type { Player } from './player';
import type { Screen } from './screen';

const REST = 900; // ms without a touch of the camera before the shutter is offered

/** The shutter: offered when the camera rests; stops time, develops a still, gives it to keep. */
export class Shutter {
  readonly button: HTMLButtonElement;
  private moved = performance.now();
  private working: AbortController | null = null;

  constructor(
    private readonly overlay: HTMLElement,
    private readonly say: Say,
    private readonly player: Player,
    private readonly screen: Screen,
    private readonly did: (what: 'click' | 'share', look: string | undefined) => void,
  ) {
    this.button = iconButton('shutter', say('shutter'), () => void this.press());
    this.button.classList.add('fr-shutter', 'fr-resting');
    for (const kind of ['pointermove', 'wheel', 'touchmove'] as const) {
      screen.canvas.addEventListener(kind, (event) => this.touch(event), { passive: true });
    }
  }

  /** The camera was moved or changed. */
  disturb(): void {
    this.moved = performance.now();
  }

  readonly feature: Feature = ({ timeline, t }) => {
    const resting = performance.now() - this.moved > REST && timeline.walkers.length > 0 && t >= 0;
    const hidden = !resting || this.working !== null;
    if (this.button.classList.contains('fr-resting') === hidden) {
      this.button.classList.toggle('fr-resting', !hidden);
      this.button.inert = hidden;
    }
  };

  private touch(event: Event): void {
    if (this.screen.camera === 'orbit' && (!(event instanceof PointerEvent) || event.buttons)) this.disturb();
  }

  async press(): Promise<void> {
    if (this.working) return;
    const working = new AbortController();
    this.working = working;
    const moment = this.player.moment();
    const wasFrozen = this.player.frozen;
    const flash = el('div', { class: 'fr-flash' });
    this.overlay.append(flash);
    setTimeout(() => flash.remove(), 500);
    const progress = el('p', { class: 'fr-developing', role: 'status' });
    const cancel = iconButton('close', this.say('discard'), () => working.abort());
    const panel = el('div', { class: 'fr-developer' }, progress, cancel);
    this.overlay.append(panel);
    this.player.freeze(moment.t);
    const tell = (share: number): void => {
      progress.textContent = this.say('developing', { share: Math.round(share * 100) });
      panel.style.setProperty('--share', String(share));
    };
    tell(0);
    try {
      const picture = await this.screen.photo(moment, tell, working.signal);
      this.did('click', moment.state.look ?? undefined);
      await this.show(picture, moment);
    } catch (error) {
      if (!working.signal.aborted) {
        console.error(error);
        progress.textContent = this.say('photoFailed');
        await new Promise((resolve) => setTimeout(resolve, 2500));
      }
    } finally {
      panel.remove();
      this.working = null;
      this.disturb();
      if (!wasFrozen) this.player.freeze(null);
      this.button.focus({ preventScroll: true });
    }
  }

  /** The picture on its card, until it is put away. */
  private show(picture: Blob, { timeline, state }: Moment): Promise<void> {
    const walker = timeline.walkers.find((one) => one.look === state.look);
    const title = inLanguage(walker?.title ?? timeline.title);
    const name = `front-row-${timeline.show}-${walker?.look ?? 'show'}.png`;
    const url = URL.createObjectURL(picture);
    const save = el('a', { class: 'fr-action', href: url, download: name }, this.say('savePhoto'));
    const actions = el('div', { class: 'fr-actions' }, save);
    const file = new File([picture], name, { type: picture.type });
    if (navigator.canShare?.({ files: [file] })) {
      const share = el('button', { type: 'button', class: 'fr-action' }, this.say('sharePhoto'));
      const shared = (): void => this.did('share', walker?.look);
      const give = { files: [file], title };
      share.addEventListener('click', () => void navigator.share(give).then(shared, () => undefined));
      actions.append(share);
    }
    const back = el('button', { type: 'button', class: 'fr-action' }, this.say('discard'));
    actions.append(back);
    const dialog = el(
      'dialog',
      { class: 'fr-photo', 'aria-label': this.say('photoReady') },
      el('img', { src: url, alt: title }),
      el('div', { class: 'fr-photo-foot' }, el('p', { class: 'fr-photo-title' }, title), actions),
    );
    this.overlay.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
      back.addEventListener('click', () => dialog.close());
      dialog.addEventListener('close', () => {
        dialog.remove();
        URL.revokeObjectURL(url);
        resolve();
      });
    });
  }
}
