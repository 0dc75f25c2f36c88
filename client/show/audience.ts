import { el } from '../common/dom';
import type { Say } from '../common/words';

/** How many people watch, with a small light: steady while the wire is up. */
export class Audience {
  private readonly text = el('span', {}, '');
  private readonly box: HTMLElement;

  constructor(
    overlay: HTMLElement,
    private readonly say: Say,
  ) {
    this.box = el('p', { class: 'fr-audience', 'data-wire': 'down' }, el('span', { class: 'fr-dot' }), this.text);
    overlay.append(this.box);
  }

  count(watching: number): void {
    const many = (): string => this.say('watching', { n: watching.toLocaleString() });
    this.text.textContent = watching === 1 ? this.say('watchingOne') : many();
  }

  wire(up: boolean): void {
    this.box.dataset.wire = up ? 'up' : 'down';
    if (!up) this.text.textContent = this.say('offline');
  }
}
