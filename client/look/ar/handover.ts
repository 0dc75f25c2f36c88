import '@google/model-viewer';
import type { ModelViewerElement } from '@google/model-viewer';
import { el } from '../../common/dom';
import { iconButton } from '../../common/icons';
import type { Say } from '../../common/words';

/** What a phone's own viewer is given. */
export interface Given {
  readonly ar: string;
  readonly usdz: string;
  readonly poster: string;
  readonly title: string;
}

/**
 * The look on paper with one button, which hands it over to the phone's own viewer: at its real size, on the floor. Resolves when it is
 * put away.
 */
export function handOver({ ar, usdz, poster, title }: Given, say: Say): Promise<void> {
  const viewer = el('model-viewer' as 'div', {
    src: ar,
    'ios-src': usdz || undefined,
    alt: title,
    ar: true,
    'ar-modes': 'scene-viewer quick-look',
    'ar-scale': 'fixed',
    'ar-placement': 'floor',
    'camera-controls': true,
    'touch-action': 'pan-y',
    'interaction-prompt': 'none',
    'shadow-intensity': '0.8',
    poster: poster || undefined,
    class: 'ar-viewer',
  }) as unknown as ModelViewerElement;
  const go = el('button', { type: 'button', slot: 'ar-button', class: 'button ar-go' }, say('roomPlace'));
  const note = el('p', { class: 'ar-note', role: 'status' });
  viewer.append(go);
  viewer.addEventListener('error', () => (note.textContent = say('viewerFailed')));
  viewer.addEventListener('ar-status', (event) => {
    if ((event as CustomEvent<{ status: string }>).detail.status === 'failed') note.textContent = say('roomFailed');
  });
  const close = iconButton('close', say('close'), () => dialog.close());
  const dialog = el('dialog', { class: 'ar-dialog', 'aria-label': say('room') }, viewer as unknown as HTMLElement, note, close);
  document.body.append(dialog);
  dialog.showModal();
  void dressed(viewer);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
  });
}

/** Gives the element the styles of its own that it writes into itself, where the page's policy lets none in. */
async function dressed(viewer: ModelViewerElement): Promise<void> {
  await viewer.updateComplete;
  const root = viewer.shadowRoot;
  if (!root) return;
  const blocked = [...root.querySelectorAll('style')].filter((style) => !style.sheet);
  const sheets = blocked.map((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent ?? '');
    return sheet;
  });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}
