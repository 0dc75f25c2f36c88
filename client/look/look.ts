import './look.css';
import { above } from '../common/above';
import { byId, el } from '../common/dom';
import { icon } from '../common/icons';
import { type Say, words } from '../common/words';
import { canDraw, chooseQuality } from '../common/quality';
import { inYourRoom } from './ar/offer';
import { Viewer } from './viewer';
import { made } from './made';
import { offerMirror } from '../mirror/offer';

declare global {
  interface Window {
    frontrowLook?: Viewer;
  }
}

async function begin(figure: HTMLElement): Promise<void> {
  const say = await words();
  facts(figure);
  above(figure, document.querySelector('.choice'));
  if (!canDraw()) return;
  offerMirror(figure, document.querySelector('[data-try]'), say);
  const quality = chooseQuality(new URLSearchParams(location.search).get('q'));
  const glb = figure.dataset.glb || (await whenMade(figure, say));
  if (!glb) return;
  let opening: Promise<Viewer | null> | undefined;
  const opened = (): Promise<Viewer | null> => (opening ??= open(figure, glb, quality, say));
  inYourRoom(figure, say, opened);
  // A strong machine begins by itself once the picture is in sight; a modest one, or one that saves data, when asked.
  if (quality === 'low') await asked(figure, say);
  else await seen(figure);
  await opened();
}

async function open(figure: HTMLElement, glb: string, quality: 'high' | 'low', say: Say): Promise<Viewer | null> {
  const note = el('p', { class: 'lv-note', role: 'status' }, say('viewerLoading'));
  figure.append(note);
  figure.dataset.state = 'loading';
  try {
    const viewer = await Viewer.open(figure, glb, quality, say);
    window.frontrowLook = viewer;
    document.dispatchEvent(new CustomEvent('fr:look'));
    dyes(viewer);
    figure.dataset.state = 'live';
    figure.querySelector('.lv-start')?.remove();
    note.textContent = say('viewerHint');
    setTimeout(() => note.classList.add('lv-gone'), 5000);
    return window.frontrowLook;
  } catch (error) {
    console.error(error);
    figure.dataset.state = 'poster';
    note.textContent = say('viewerFailed');
    return null;
  }
}

/** The look's file, once the worker has made it; null, and the words for it, when it cannot be made. */
async function whenMade(figure: HTMLElement, say: Say): Promise<string | null> {
  const note = el('p', { class: 'lv-note', role: 'status' }, say('viewerMaking'));
  figure.append(note);
  const glb = await made(figure.dataset.api ?? '');
  if (glb) note.remove();
  else note.textContent = say('viewerUnmade');
  return glb;
}

function asked(figure: HTMLElement, say: Say): Promise<void> {
  const button = el('button', { type: 'button', class: 'lv-start' }, icon('play'), say('viewIn3d'));
  figure.append(button);
  return new Promise((resolve) => {
    button.addEventListener('click', () => {
      button.remove();
      resolve();
    });
  });
}

function seen(figure: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(figure);
  });
}

/** The colour chosen for the bag is the one she wears. */
function dyes(viewer: Viewer): void {
  const choice = document.querySelector<HTMLElement>('[data-dyes]');
  const chosen = (): HTMLInputElement | null => choice?.querySelector('input:checked') ?? null;
  const wear = (): void => {
    viewer.dye(choice?.dataset.dyes ?? '', chosen()?.value ?? '').catch((error: unknown) => console.warn(error));
  };
  choice?.addEventListener('change', wear);
  if (chosen()?.value) wear();
}

/** Pointing at a garment's facts says over the picture what one looks at. */
function facts(figure: HTMLElement): void {
  const label = el('p', { class: 'lv-fact', 'aria-hidden': 'true' });
  figure.append(label);
  for (const part of document.querySelectorAll<HTMLElement>('[data-garment]')) {
    const name = part.querySelector('h2, dt')?.textContent?.trim() ?? '';
    const fabric = part.querySelector('dd')?.textContent?.trim() ?? '';
    part.addEventListener('pointerenter', () => {
      label.replaceChildren(el('span', {}, name), fabric);
      label.classList.add('lv-shown');
    });
    part.addEventListener('pointerleave', () => label.classList.remove('lv-shown'));
  }
}

void begin(byId('viewer'));
