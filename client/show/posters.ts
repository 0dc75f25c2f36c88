import { el } from '../common/dom';
import { inLanguage } from '../common/words';
import { pageOf } from './caption';
import type { Feature } from './moment';
import type { Walker } from './timeline';

/** The show where nothing can be drawn in 3D: the picture of the look on stage, all of them in the finale. */
export function posters(root: HTMLElement): Feature {
  const row = el('div', { class: 'fr-posters' });
  root.prepend(row);
  let shown = '';
  return ({ timeline, state }) => {
    const alone = timeline.walkers.filter((walker) => walker.look === state.look);
    const all = alone.length ? alone : timeline.walkers;
    const now = all.map((walker) => walker.look + walker.poster).join();
    if (now !== shown) {
      shown = now;
      row.classList.toggle('fr-all', all.length > 1);
      row.replaceChildren(...all.filter((walker) => walker.poster).map(card));
    }
    row.style.opacity = String(0.25 + 0.75 * state.lights);
  };
}

function card(walker: Walker): HTMLElement {
  const picture = el('img', { src: walker.poster as string, alt: inLanguage(walker.title), width: 900, height: 1200 });
  return el('a', { href: pageOf(walker), 'data-item': walker.look }, picture);
}
