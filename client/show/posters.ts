import { el } from '../common/dom';
import { inLanguage } from '../common/words';
import { pageOf } from './caption';
import type { Feature } from './moment';
import type { Walker } from './timeline';

/** The show where nothing is drawn in 3D: the picture of the look on stage, all of them in the finale. */
export class Posters {
  private readonly row = el('div', { class: 'fr-posters' });
  private shown = '';

  constructor(root: HTMLElement) {
    root.prepend(this.row);
  }

  readonly feature: Feature = ({ timeline, state }) => {
    const alone = timeline.walkers.filter((walker) => walker.look === state.look);
    const all = alone.length ? alone : timeline.walkers;
    const now = all.map((walker) => walker.look + walker.poster).join();
    if (now !== this.shown) {
      this.shown = now;
      this.row.classList.toggle('fr-all', all.length > 1);
      this.row.replaceChildren(...all.filter((walker) => walker.poster).map(card));
    }
    this.row.style.opacity = String(0.25 + 0.75 * state.lights);
  };

  remove(): void {
    this.row.remove();
  }
}

function card(walker: Walker): HTMLElement {
  const picture = el('img', { src: walker.poster as string, alt: inLanguage(walker.title), width: 900, height: 1200 });
  return el('a', { href: pageOf(walker), 'data-item': walker.look }, picture);
}
