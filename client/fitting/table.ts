import { el } from '../common/dom';
import type { Key, Say } from '../common/words';
import type { Advice, Ease } from './advice';
import type { Garment } from './sizes';

const PLACES = ['bust', 'waist', 'hips', 'shoulder', 'length'] as const;

/** What one garment has over her body in each size, centimetres, and what that comes to; of the length, how it differs from what is meant. */
export function easeTable(garment: Garment, advice: Advice, chosen: string, sex: 'f' | 'm', say: Say): HTMLTableElement {
  const rows = Object.entries(advice.table).map(([size, all]) => [size, all.filter((ease) => ease.garment === garment.name)] as const);
  const places = PLACES.filter((place) => rows.some(([, eases]) => eases.some((ease) => ease.place === place)));
  const name = (place: string): string => say(`fitPlace-${place === 'bust' && sex === 'm' ? 'chest' : place}` as Key);
  const head = el('tr', {}, el('th', { scope: 'col' }, say('fitSize')), ...places.map((place) => el('th', { scope: 'col' }, name(place))));
  const best = advice.apart[garment.name];
  const body = rows.map(([size, eases]) => {
    const cells = places.map((place) => cell(eases.find((ease) => ease.place === place), say));
    return el('tr', { 'aria-current': size === chosen && 'true', class: size === best && 'ft-best' }, el('th', { scope: 'row' }, size), ...cells);
  });
  const caption = el('caption', {}, say('fitEaseOf', { garment: garment.title, fabric: garment.fabric }));
  return el('table', { class: 'ft-table' }, caption, el('thead', {}, head), el('tbody', {}, ...body));
}

function cell(ease: Ease | undefined, say: Say): HTMLTableCellElement {
  if (!ease) return el('td', {}, '–');
  const right = ease.verdict === 'right';
  return el('td', { 'data-is': ease.verdict }, signed(ease.ease), el('small', { class: right && 'ft-right' }, say(`fitIs-${ease.verdict}` as Key)));
}

/** Centimetres with a sign, the minus a true one. */
function signed(metres: number): string {
  const whole = Math.round(100 * metres);
  return whole < 0 ? `−${-whole}` : `+${whole}`;
}
