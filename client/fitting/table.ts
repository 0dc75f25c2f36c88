import { el } from '../common/dom';
import type { Say } from '../common/words';
import type { Her } from './bodies';
import type { Garment, Run } from './sizes';

const PLACES = ['bust', 'waist', 'hips', 'shoulder', 'length'] as const;
const EASED = ['bust', 'waist', 'hips', 'shoulder'] as const;

/** Ease of each size at each place, centimetres; of the length, what the garment measures. */
export function easeTable(garment: Garment, run: Run, her: Her, chosen: string, best: string | null, say: Say): HTMLTableElement {
  const sizes = run.sizes.map(({ size }) => size).filter((size) => garment.finished[size]);
  const places = PLACES.filter((place) => sizes.some((size) => garment.finished[size]?.[place] !== undefined));
  const head = el('tr', {}, el('th', { scope: 'col' }, say('fitSize')), ...places.map((place) => el('th', { scope: 'col' }, say(place === 'length' ? 'fitLength' : `fit_${place}`))));
  const rows = sizes.map((size) => {
    const cells = places.map((place) => {
      const finished = garment.finished[size]?.[place];
      if (finished === undefined) return el('td', {}, '–');
      const ease = EASED.includes(place as never) ? finished - her.measures[place as (typeof EASED)[number]] : null;
      return ease === null ? el('td', {}, centimetres(finished)) : el('td', { 'data-ease': ease < 0 ? 'less' : 'more' }, signed(ease));
    });
    return el('tr', { 'aria-current': size === chosen && 'true', class: size === best && 'ft-best' }, el('th', { scope: 'row' }, size), ...cells);
  });
  return el('table', { class: 'ft-table' }, el('caption', {}, say('fitEaseOf', { garment: garment.title })), el('thead', {}, head), el('tbody', {}, ...rows));
}

const centimetres = (metres: number): string => (100 * metres).toFixed(0);

/** Centimetres with a sign, the minus a true one. */
function signed(metres: number): string {
  const whole = Math.round(100 * metres);
  return whole < 0 ? `−${-whole}` : `+${whole}`;
}
