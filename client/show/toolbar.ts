import { iconButton, setIcon } from '../common/icons';
import type { Say } from '../common/words';
import type { Quality } from '../stage';
import type { Screen } from './screen';

/** Fine or light drawing; the choice is kept on this device. */
export function qualityButton(say: Say, screen: Screen): HTMLButtonElement {
  const button = iconButton('fine', '', () => screen.choose(screen.quality === 'high' ? 'low' : 'high'));
  button.classList.add('fr-quality');
  const tell = (level: Quality): void => {
    const fine = level === 'high';
    setIcon(button, fine ? 'fine' : 'light', `${say('quality')}: ${say(fine ? 'qualityHigh' : 'qualityLow')}`);
  };
  screen.onQuality.push(tell);
  tell(screen.quality);
  return button;
}

/** Full screen for the stage, where the browser has it. */
export function fullscreenButton(say: Say, root: HTMLElement): HTMLButtonElement | null {
  if (!document.fullscreenEnabled) return null;
  const button = iconButton('full', say('fullscreen'), () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void root.requestFullscreen();
  });
  document.addEventListener('fullscreenchange', () => {
    const full = !!document.fullscreenElement;
    setIcon(button, full ? 'unfull' : 'full', say(full ? 'leaveFullscreen' : 'fullscreen'));
  });
  return button;
}

const IDLE = 4500; // ms without a hand on the mouse before the tools withdraw

/** Lets the tools withdraw while nobody touches anything, so that the show has the whole picture. */
export function withdraw(root: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = (): void => {
    root.classList.remove('fr-idle');
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!root.querySelector('.fr-bar :focus-visible')) root.classList.add('fr-idle');
    }, IDLE);
  };
  for (const kind of ['pointermove', 'pointerdown', 'keydown', 'focusin']) {
    root.addEventListener(kind, wake, { passive: true });
  }
  wake();
}

/** One key for each thing, while the stage has the focus. */
export function keys(root: HTMLElement, actions: Record<string, () => void>): void {
  root.addEventListener('keydown', (event) => {
    const typing = (event.target as Element).closest('input, textarea, dialog');
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
