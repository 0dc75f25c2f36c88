import { el } from '../common/dom';
import { iconButton } from '../common/icons';
import type { Say } from '../common/words';
import type { Live } from '../common/live';
import type { Ovation } from './ovation';

const GATHER = 250; // ms of one's own claps sent together

/** The button one claps with. Claps are heard and seen at once; what others clap arrives over the wire. */
export class Applause {
  readonly button: HTMLButtonElement;
  private readonly count = el('span', { class: 'fr-count', 'aria-hidden': 'true' });
  private mine = 0;
  private echo = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly say: Say,
    private readonly ovation: Ovation,
    private readonly live: () => Live | null,
    private readonly heard: () => void,
  ) {
    this.button = iconButton('clap', say('applaud'), () => this.clap());
    this.button.classList.add('fr-applaud');
    this.button.append(this.count);
  }

  clap(): void {
    this.mine++;
    this.ovation.add(1);
    this.heard();
    this.rise(1);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const n = Math.min(10, this.mine);
      this.mine = 0;
      if (this.live()?.applaud(n)) this.echo += n;
    }, GATHER);
  }

  /** Claps of everyone, one's own among them. */
  arrive(n: number): void {
    const mine = Math.min(this.echo, n);
    this.echo -= mine;
    if (n === mine) return;
    this.ovation.add(n - mine);
    this.rise(n - mine);
  }

  /** All claps so far. */
  total(n: number): void {
    const short = new Intl.NumberFormat(document.documentElement.lang, { notation: 'compact' });
    this.count.textContent = n ? short.format(n) : '';
    this.button.title = n ? `${this.say('applaud')} · ${this.say('claps', { n })}` : this.say('applaud');
  }

  /** A small number that rises from the button and is gone. */
  private rise(n: number): void {
    const burst = el('span', { class: 'fr-burst', 'aria-hidden': 'true' }, `+${n}`);
    burst.style.setProperty('--x', `${Math.round((Math.random() - 0.5) * 34)}px`);
    burst.addEventListener('animationend', () => burst.remove());
    setTimeout(() => burst.remove(), 1500);
    if (this.button.querySelectorAll('.fr-burst').length < 12) this.button.append(burst);
  }
}
