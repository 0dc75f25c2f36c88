import { el } from '../common/dom';
import { words } from '../common/words';
import type { Viewer } from '../look/viewer';
import { type Point, pointAt, type Spot, spotsOf } from './find';

const FINE = 480; // pixels across in which a press is looked up
const ROUGH = 200; // and in which pins are found again
const PAUSE = 90; // ms between two searches while she moves
const SLIP = 6; // px that a press may wander and still be one

/** Remarks as numbered pins on the cloth, and a press on the cloth as the place of a new one. */
export function pins(): void {
  const figure = document.querySelector<HTMLElement>('#viewer[data-pins]');
  if (figure) document.addEventListener('fr:look', () => window.frontrowLook && void open(figure, window.frontrowLook), { once: true });
}

async function open(figure: HTMLElement, viewer: Viewer): Promise<void> {
  const say = await words();
  const layer = el('div', { class: 'pins' });
  figure.append(layer);
  const marks = [...document.querySelectorAll<HTMLElement>('[data-pin][data-at]')].map((remark) => mark(remark, layer));
  const fresh = el('span', { class: 'pin new', 'aria-hidden': 'true', hidden: true }, '+');
  layer.append(fresh);
  const form = document.querySelector<HTMLFormElement>('[data-pin-form]');
  const hint = form?.querySelector<HTMLElement>('[data-pin-hint]');
  let chosen: Point | null = null;
  let last = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  const place = (): void => {
    clearTimeout(later);
    if (!marks.length && !chosen) return;
    const wait = last + PAUSE - performance.now();
    if (wait > 0) {
      later = setTimeout(place, wait);
      return;
    }
    last = performance.now();
    const picture = viewer.addresses(ROUGH);
    if (!picture) return;
    const spots = spotsOf(picture, [...marks.map(({ at }) => at), ...(chosen ? [chosen] : [])]);
    marks.forEach(({ pin }, i) => put(pin, spots[i] ?? null));
    put(fresh, chosen ? (spots[marks.length] ?? null) : null);
  };
  let pressed: Spot | null = null; // what waits for a picture to be looked up in
  const press = (spot: Spot): void => {
    const picture = viewer.addresses(FINE);
    pressed = picture ? null : spot;
    const point = picture && pointAt(picture, spot);
    if (!point || !form) return;
    chosen = point;
    for (const [k, axis] of ['x', 'y', 'z'].entries()) {
      const field = form.elements.namedItem(axis) as HTMLInputElement | null;
      if (field) field.value = (point[k] as number).toFixed(4);
    }
    for (const field of form.querySelectorAll<HTMLElement>('.where .field:nth-child(-n + 2)')) field.hidden = true; // the point says where
    if (hint) hint.textContent = say('pinHere');
    last = 0;
    place();
    form.querySelector('textarea')?.focus();
  };
  viewer.drawn = () => {
    if (pressed) press(pressed);
    place();
  };
  place();

  const canvas = figure.querySelector('canvas');
  if (!canvas || !form) return;
  let from: [number, number] | null = null;
  canvas.addEventListener('pointerdown', (event) => (from = [event.clientX, event.clientY]));
  canvas.addEventListener('pointerup', (event) => {
    if (!from || Math.hypot(event.clientX - from[0], event.clientY - from[1]) > SLIP) return;
    const box = canvas.getBoundingClientRect();
    press({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  });
}

/** The pin of a remark, which leads to it. */
function mark(remark: HTMLElement, layer: HTMLElement): { at: Point; pin: HTMLElement } {
  const at = (remark.dataset.at ?? '').split(' ').map(Number) as [number, number, number];
  const number = remark.querySelector('.number')?.textContent ?? '';
  const text = remark.querySelector('.remark-text')?.textContent ?? '';
  const pin = el('button', { type: 'button', class: 'pin', 'aria-label': `${number}. ${text}`, hidden: true }, number);
  pin.classList.toggle('seen', remark.classList.contains('seen'));
  const lit = (yes: boolean): void => {
    for (const each of [pin, remark]) each.classList.toggle('lit', yes);
  };
  for (const each of [pin, remark]) {
    each.addEventListener('pointerenter', () => lit(true));
    each.addEventListener('pointerleave', () => lit(false));
  }
  pin.addEventListener('click', () => {
    remark.tabIndex = -1;
    remark.scrollIntoView({ block: 'center' });
    remark.focus({ preventScroll: true });
  });
  layer.append(pin);
  return { at, pin };
}

function put(pin: HTMLElement, spot: Spot | null): void {
  pin.hidden = !spot;
  if (spot) Object.assign(pin.style, { left: `${100 * spot.x}%`, top: `${100 * spot.y}%` });
}
