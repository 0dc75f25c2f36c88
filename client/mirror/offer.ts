import { el } from '../common/dom';
import type { Say } from '../common/words';
import type { Offer } from './room';

/** Whether this device can be a mirror: it draws, runs programs quickly, and reads pictures. */
const able = (): boolean => typeof WebAssembly === 'object' && 'createImageBitmap' in window && 'OffscreenCanvas' in window;

/** A button on the look's page that opens the mirror; nothing where the look has no clothes for it, or the device cannot. */
export function offerMirror(figure: HTMLElement, place: Element | null, say: Say): void {
  const glb = figure.dataset.mirror;
  if (!glb || !place || !able()) return;
  const button = el('button', { type: 'button', class: 'button quiet mr-open', 'aria-haspopup': 'dialog' }, say('mirrorOpen'));
  button.addEventListener('click', () => void enter(button, offered(figure, glb), say));
  place.append(button);
}

function offered(figure: HTMLElement, glb: string): Offer {
  const image = figure.querySelector('img');
  const title = document.querySelector('h1')?.textContent?.trim() ?? '';
  return { slug: figure.dataset.look ?? 'look', title, glb, poster: image?.src ?? '', alt: image?.alt ?? '' };
}

async function enter(button: HTMLButtonElement, offer: Offer, say: Say): Promise<void> {
  button.setAttribute('aria-busy', 'true');
  try {
    const { Mirror } = await import('./room');
    window.frontrowMirror ??= new Mirror(offer, say);
    window.frontrowMirror.open();
  } finally {
    button.removeAttribute('aria-busy');
  }
}
