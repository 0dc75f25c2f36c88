import { el } from '../common/dom';
import { RAMPS } from '../common/ramps';
import type { Say } from '../common/words';
import type { View } from './link';
import type { Room } from './room';

/** The buttons under the picture: which side she shows, how she moves, what the cloth tells. */
export class Controls {
  readonly element: HTMLElement;
  face: View['face'];
  map: View['map'];
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly legend = el('p', { class: 'ft-legend', hidden: true });
  private turning = false;
  private walking = false;

  constructor(
    private readonly room: Room,
    view: View,
    private readonly say: Say,
    changed: () => void,
  ) {
    [this.face, this.map] = [view.face, view.map];
    const button = (name: string, words: string, press: () => void): HTMLButtonElement => {
      const made = el('button', { type: 'button', class: 'ft-do', onclick: () => (press(), this.tell(), changed()) }, words);
      this.buttons.set(name, made);
      return made;
    };
    const sides = [button('front', say('fitFront'), () => this.look('front')), button('back', say('fitBack'), () => this.look('back'))];
    const moves = [
      button('turn', say('turn'), () => void (this.turning = room.turn(!this.turning))),
      button('walk', say('walk'), () => room.walk((this.walking = !this.walking))),
    ];
    const maps = (['cloth', 'tightness', 'strain'] as const).map((map) => button(map, say(`fitMap_${map}`), () => this.show(map)));
    const group = (words: string, ...children: HTMLElement[]): HTMLElement => el('div', { role: 'group', 'aria-label': words, class: 'ft-group' }, ...children);
    this.element = el('div', { class: 'ft-controls' }, this.legend, group(say('moves'), ...sides, ...moves), group(say('fitMap'), ...maps));
    this.look(this.face);
    this.show(this.map);
    this.tell();
  }

  /** Says what is on, and offers only what can be done. */
  tell(): void {
    const on: Record<string, boolean> = { front: !this.turning && this.face === 'front', back: !this.turning && this.face === 'back', turn: this.turning, walk: this.walking };
    for (const [name, button] of this.buttons) button.setAttribute('aria-pressed', String(on[name] ?? this.map === name));
    const walk = this.buttons.get('walk');
    if (walk) walk.hidden = !this.room.walks;
    if (!this.room.walks && this.walking) this.room.walk((this.walking = false));
  }

  private look(face: View['face']): void {
    this.turning = false;
    this.face = face;
    this.room.face(face);
  }

  private show(map: View['map']): void {
    this.map = map;
    this.room.chart(map === 'cloth' ? null : map);
    this.legend.hidden = map === 'cloth';
    if (map === 'cloth') return;
    const ends = map === 'tightness' ? (['fitLoose', 'fitTight'] as const) : (['fitRest', 'fitStretched'] as const);
    const strip = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    strip.setAttribute('viewBox', '0 0 5 1');
    strip.setAttribute('preserveAspectRatio', 'none');
    strip.setAttribute('aria-hidden', 'true');
    RAMPS[map].forEach((color, i) => {
      const box = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      for (const [key, value] of Object.entries({ x: i, width: 1.02, height: 1, fill: color })) box.setAttribute(key, String(value));
      strip.append(box);
    });
    this.legend.replaceChildren(el('span', {}, this.say(ends[0])), strip, el('span', {}, this.say(ends[1])));
  }
}
