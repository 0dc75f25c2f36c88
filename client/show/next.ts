import { el } from '../common/dom';
import { inLanguage, type Say } from '../common/words';
import { pageOf } from './caption';
import type { Feature } from './moment';

/** The look that comes out next: a small card with its picture, linked to its page. */
export function next(overlay: HTMLElement, say: Say): Feature {
  const picture = el('img', { alt: '', width: 54, height: 72, loading: 'lazy' });
  const title = el('span', { class: 'fr-next-title' });
  const words = el('span', { class: 'fr-next-text' }, el('span', { class: 'fr-label' }, say('next')), title);
  const card = el('a', { class: 'fr-next' }, words, picture);
  overlay.append(card);
  let shown: string | null | undefined;
  return ({ timeline, state }) => {
    const look = state.cue === 'finale' ? null : state.following;
    if (look === shown) return;
    shown = look;
    const walker = timeline.walkers.find((one) => one.look === look);
    card.hidden = !walker;
    if (!walker) return;
    title.textContent = inLanguage(walker.title) || walker.look;
    card.href = pageOf(walker) || '#';
    card.dataset.item = walker.look;
    picture.hidden = !walker.poster;
    if (walker.poster) picture.src = walker.poster;
  };
}
