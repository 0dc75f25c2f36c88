import { el } from '../common/dom';
import type { Say } from '../common/words';
import type { CameraName } from '../stage';

export const CAMERAS: readonly CameraName[] = ['front-row', 'pit', 'overhead', 'orbit'];

export const isCamera = (name: string | null): name is CameraName => CAMERAS.includes(name as CameraName);

/** The choice of camera, as radio buttons in one line; keys 1 to 4 choose too. */
export function cameras(
  bar: HTMLElement,
  say: Say,
  chosen: CameraName,
  choose: (camera: CameraName) => void,
): { press: (camera: CameraName) => void } {
  const buttons = new Map<CameraName, HTMLButtonElement>();
  const group = el('div', { class: 'fr-cameras', role: 'radiogroup', 'aria-label': say('camera') });
  const press = (camera: CameraName): void => {
    for (const [name, button] of buttons) {
      button.setAttribute('aria-checked', String(name === camera));
      button.tabIndex = name === camera ? 0 : -1;
    }
    choose(camera);
  };
  for (const [index, name] of CAMERAS.entries()) {
    const button = el('button', { type: 'button', role: 'radio', class: 'fr-camera' }, say(name));
    button.title = `${say(name)} (${index + 1})`;
    button.addEventListener('click', () => press(name));
    button.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const other = CAMERAS[(index + step + CAMERAS.length) % CAMERAS.length] as CameraName;
      press(other);
      buttons.get(other)?.focus();
    });
    buttons.set(name, button);
    group.append(button);
  }
  bar.append(group);
  press(chosen);
  return { press };
}
