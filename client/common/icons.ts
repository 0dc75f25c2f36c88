const SVG = 'http://www.w3.org/2000/svg';

/** Line drawings on a 24 by 24 grid, one stroke of 1.25. */
const PATHS = {
  sound: ['M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z', 'M15.5 9a4.2 4.2 0 0 1 0 6', 'M18 6.5a7.8 7.8 0 0 1 0 11'],
  muted: ['M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z', 'M16 9.5l5 5', 'M21 9.5l-5 5'],
  clap: [
    'M7.2 12.6 4.9 9.9a1.35 1.35 0 0 1 2.06-1.74l4.3 5.06',
    'M9.6 11.3 6.6 7.7a1.35 1.35 0 0 1 2.06-1.74l4.3 5.06',
    'M12 9.8 9.9 7.3a1.35 1.35 0 0 1 2.06-1.74l4.9 5.8.2-2.3a1.35 1.35 0 0 1 2.7.2l-.1 5a6 6 0 0 1-10.5 3.9l-3.6-4.2a1.35 1.35 0 0 1 2.06-1.74',
    'M14.4 3.1v1.9',
    'M18.1 4.1 17 5.7',
  ],
  shutter: ['M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z', 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10z'],
  full: ['M4 9V4h5', 'M15 4h5v5', 'M20 15v5h-5', 'M9 20H4v-5'],
  unfull: ['M9 4v5H4', 'M20 9h-5V4', 'M15 20v-5h5', 'M4 15h5v5'],
  fine: ['M12 3.5l2.3 6.2 6.2 2.3-6.2 2.3-2.3 6.2-2.3-6.2L3.5 12l6.2-2.3z'],
  light: ['M12 8l1.1 2.9L16 12l-2.9 1.1L12 16l-1.1-2.9L8 12l2.9-1.1z'],
  headset: ['M3.5 8.5h17v7a2 2 0 0 1-2 2h-3l-1.6-2.4a2.3 2.3 0 0 0-3.8 0L8.5 17.5h-3a2 2 0 0 1-2-2z', 'M6.5 8.5c.8-2.6 2.8-4 5.5-4s4.7 1.4 5.5 4'],
  room: ['M12 3.5l7.5 4.2v8.6L12 20.5l-7.5-4.2V7.7z', 'M4.5 7.7 12 12l7.5-4.3', 'M12 12v8.5'],
  play: ['M8 5.5v13l10.5-6.5z'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  arrow: ['M4 12h15', 'M14 7l5 5-5 5'],
} as const;

export type Icon = keyof typeof PATHS;

export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('fr-icon');
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** Makes a button that shows an icon, says its name to everyone, and can be told what it is now. */
export function iconButton(name: Icon, label: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'fr-button';
  button.addEventListener('click', press);
  setIcon(button, name, label);
  return button;
}

export function setIcon(button: HTMLButtonElement, name: Icon, label: string): void {
  button.replaceChildren(icon(name));
  button.setAttribute('aria-label', label);
  button.title = label;
}
