import { el } from '../common/dom';
import { icon } from '../common/icons';
import { inLanguage, language, type Say } from '../common/words';
import type { Feature, Moment } from './moment';
import type { Walker } from './timeline';

/** What the caption says, and the announcement for those who hear the page. */
interface Text {
  over: string;
  title: string;
  under: string;
  url: string;
  look: string;
}

/** The name of the look on stage, in the corner; it changes with the show and is announced politely. */
export function caption(
  overlay: HTMLElement,
  say: Say,
  open: (look: string, moment: Moment, title: HTMLElement) => void,
): Feature {
  const over = el('p', { class: 'fr-over' });
  const title = el('button', { type: 'button', class: 'fr-title', hidden: true });
  const under = el('p', { class: 'fr-under' });
  const link = el('a', { class: 'fr-link' }, say('seeLook'), icon('arrow'));
  const box = el('div', { class: 'fr-caption' }, over, title, under, link);
  const announcement = el('p', { class: 'fr-heard', 'aria-live': 'polite' });
  overlay.append(box, announcement);
  let shown = '';
  let latest: Moment | null = null;
  title.addEventListener('click', () => {
    if (latest && box.dataset.item) open(box.dataset.item, latest, title);
  });
  return (moment) => {
    latest = moment;
    const text = read(moment, say);
    const now = JSON.stringify(text);
    if (now === shown) return;
    const first = !shown;
    shown = now;
    const change = (): void => {
      over.textContent = text.over;
      title.textContent = text.title;
      title.hidden = !text.title;
      under.textContent = text.under;
      box.dataset.item = text.look;
      title.disabled = !text.look;
      title.setAttribute('aria-expanded', 'false');
      link.hidden = !text.url;
      link.href = text.url || '#';
      announcement.textContent = [text.over, text.title, text.under].filter(Boolean).join(', ');
      box.classList.remove('fr-leaving');
    };
    if (first) return change();
    box.classList.add('fr-leaving');
    setTimeout(change, 320);
  };
}

function read({ t, timeline, state }: Moment, say: Say): Text {
  const show = inLanguage(timeline.title);
  const plain = (over: string, under: string): Text => ({ over, title: show, under, url: '', look: '' });
  if (t < 0) return plain(say('soon', { time: clockFace(-t) }), '');
  if (!timeline.walkers.length) return plain('', say('making'));
  if (state.cue === 'finale') return plain(say('finale'), say('finaleLine'));
  if (state.cue === 'end') return plain('', say('encore'));
  const walker = timeline.walkers.find((one) => one.look === state.look);
  if (!walker) return plain(say('prelude'), '');
  return {
    over: number(walker, timeline.total, say),
    title: inLanguage(walker.title) || walker.look,
    under: inLanguage(walker.house_title) || walker.house,
    url: pageOf(walker),
    look: walker.look,
  };
}

export function number(walker: Walker, total: number, say: Say): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return say('look', { number: two(walker.number), total: two(total) });
}

/** The address of a look's page in the language of this one. */
export function pageOf(walker: Walker): string {
  if (!walker.url) return '';
  const prefix = `/${language()}/`;
  return walker.url.startsWith(prefix) ? walker.url : prefix + walker.url.replace(/^\//, '');
}

/** Seconds as h:mm:ss or m:ss. */
export function clockFace(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, '0') : String(part))).join(':');
}
