import { el } from '../common/dom';
import { icon, iconButton } from '../common/icons';
import { inLanguage, type Say } from '../common/words';
import { Buying } from '../common/buying';
import { number, pageOf } from './caption';
import type { Timeline } from './timeline';

/**
 * The card of a look: its picture and words on paper, laid beside the caption. It stays with its look while the
 * show goes on, until it is closed. The words are those the server wrote below the stage.
 */
export class Card {
  private box: HTMLElement | null = null;
  private opener: HTMLElement | null = null;

  constructor(
    private readonly overlay: HTMLElement,
    private readonly say: Say,
    private readonly token = '',
  ) {
    overlay.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  toggle(look: string, timeline: Timeline, opener: HTMLElement): void {
    const same = this.box?.dataset.item === look;
    this.close();
    const walker = timeline.walkers.find((one) => one.look === look);
    if (same || !walker) return;
    const title = inLanguage(walker.title);
    const words = document.querySelector(`[data-item="${CSS.escape(look)}"] .captions-text`)?.textContent ?? '';
    const close = iconButton('close', this.say('close'), () => this.close());
    const box = el(
      'aside',
      { class: 'fr-card', 'data-item': look, 'aria-label': title },
      close,
      ...(walker.poster ? [el('img', { src: walker.poster, alt: title, width: 900, height: 1200 })] : []),
      el(
        'div',
        { class: 'fr-card-words' },
        el('p', { class: 'fr-over' }, number(walker, timeline.total, this.say)),
        el('p', { class: 'fr-card-title' }, title),
        el('p', { class: 'fr-card-house' }, inLanguage(walker.house_title)),
        ...(words ? [el('p', { class: 'fr-card-text' }, words)] : []),
        ...(this.token ? [new Buying(look, this.say, this.token).open()] : []),
        el('a', { class: 'fr-action', href: pageOf(walker) || '#' }, this.say('seeLook'), icon('arrow')),
      ),
    );
    this.overlay.append(box);
    this.box = box;
    this.opener = opener;
    opener.setAttribute('aria-expanded', 'true');
    close.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.box) return;
    this.box.remove();
    this.box = null;
    this.opener?.setAttribute('aria-expanded', 'false');
    this.opener?.focus({ preventScroll: true });
  }
}
