import './ar.css';
import { el } from '../../common/dom';
import { icon } from '../../common/icons';
import type { Say } from '../../common/words';
import { whenSupported } from '../../stage/xr/support';
import type { Viewer } from '../viewer';
import { elsewhere } from './elsewhere';

/**
 * Offers to see the look in the visitor's own room, in whatever way this browser has: by itself, or through the phone's own viewer. Where
 * there is none, words say what it takes. `open` opens the viewer of the page, if it is not open yet.
 */
export function inYourRoom(figure: HTMLElement, say: Say, open: () => Promise<Viewer | null>): void {
  const { ar = '', usdz = '' } = figure.dataset;
  const button = el('button', { type: 'button', class: 'button quiet ar-start' }, icon('room'), say('room'));
  const without = el('p', { class: 'ar-without' }, say('roomWithout'));
  const place = document.querySelector('.try-on') ?? figure;
  const program = elsewhere({ ar, usdz });
  let parts: Promise<typeof import('./placing')> | undefined;
  let busy = false;

  const offer = (can: boolean): void => {
    if (can) parts ??= import('./placing'); // nothing may have to be fetched between the press and the session
    place.after(can || program ? button : without);
    (can || program ? without : button).remove();
  };
  whenSupported('immersive-ar', offer);

  const press = async (): Promise<void> => {
    if (parts && navigator.xr) return stand(figure, say, open, await begun(figure), parts);
    const { handOver } = await import('./handover');
    const { src: poster, alt: title } = figure.querySelector('img') ?? { src: '', alt: '' };
    await handOver({ ar, usdz, poster, title }, say);
  };
  button.addEventListener('click', () => {
    if (busy) return;
    busy = true;
    button.setAttribute('aria-busy', 'true');
    press()
      .catch((error: unknown) => {
        console.error(error);
        without.textContent = say('roomFailed');
        button.after(without);
      })
      .finally(() => {
        busy = false;
        button.removeAttribute('aria-busy');
        button.focus({ preventScroll: true });
      });
  });
}

/** Asks for the session at once, since a browser grants one only within a press; words lie over the picture where it can lay them. */
function begun(root: HTMLElement): Promise<XRSession> {
  const { xr } = navigator;
  if (!xr) throw new Error('this browser has no WebXR');
  return xr.requestSession('immersive-ar', {
    requiredFeatures: ['local-floor', 'hit-test'],
    optionalFeatures: ['dom-overlay', 'light-estimation', 'anchors', 'hand-tracking'],
    domOverlay: { root },
  });
}

/** Stands the look in the room until the visitor leaves. */
async function stand(
  figure: HTMLElement,
  say: Say,
  open: () => Promise<Viewer | null>,
  session: XRSession,
  parts: Promise<typeof import('./placing')>,
): Promise<void> {
  const note = el('p', { class: 'lv-note ar-hint', role: 'status' }, say('viewerLoading'));
  const leave = el('button', { type: 'button', class: 'lv-move ar-leave' }, icon('close'), say('roomLeave'));
  leave.addEventListener('click', () => void session.end());
  const keep = (event: Event): void => {
    if ((event.target as Element).closest('button')) event.preventDefault(); // a press of a button is not one of the floor
  };
  figure.addEventListener('beforexrselect', keep);
  figure.append(note, leave);
  figure.dataset.immersed = '';
  try {
    const [viewer, { Placing }] = await Promise.all([open(), parts]);
    if (!viewer) throw new Error('the look cannot be drawn here');
    note.textContent = say('roomFind');
    await viewer.immerse(session, (standing) => new Placing(standing), () => (note.textContent = say('roomTurn')));
  } catch (error) {
    await session.end().catch(() => undefined);
    throw error;
  } finally {
    delete figure.dataset.immersed;
    figure.removeEventListener('beforexrselect', keep);
    note.remove();
    leave.remove();
  }
}
