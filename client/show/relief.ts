import { el } from '../common/dom';
import type { Say } from '../common/words';
import type { Quality } from '../stage';
import type { Feature } from './moment';
import { Patience } from './patience';
import type { Player } from './player';
import type { Screen } from './screen';
import type { View } from './view';

const LIMITS: Record<Quality, number> = { high: 70, low: 140 }; // ms a frame; what resolution can mend is mended before
const SHOWN = 20_000; // ms for which the lighter drawing is explained; pictures say all the time that they are some
const KEPT = 'frontrow.relief';

export type Relieved = 'low' | 'posters';

/** What an earlier page of this visit came to. */
export function relieved(): Relieved | null {
  const kept = sessionStorage.getItem(KEPT);
  return kept === 'low' || kept === 'posters' ? kept : null;
}

/**
 * Relieves a machine that is too slow: first it draws lightly, then it shows pictures. It never goes back by itself; the
 * visitor may, and is not overruled again.
 */
export class Relief {
  private patience: Patience;
  private last = 0;
  private note: HTMLElement | null = null;

  constructor(
    private readonly overlay: HTMLElement,
    private readonly say: Say,
    private readonly player: Player,
    private readonly screen: Screen,
    private readonly view: View,
  ) {
    this.patience = new Patience(LIMITS[screen.quality]);
    if (relieved() === 'posters' && !screen.chosen) this.pictures();
    document.addEventListener('visibilitychange', () => (this.last = 0));
    screen.onQuality.push((level) => (this.patience = new Patience(LIMITS[level])));
  }

  /** Measures, while the show is drawn and runs. */
  readonly feature: Feature = () => {
    const now = performance.now();
    const took = now - this.last;
    const first = !this.last;
    this.last = now;
    if (first || this.player.frozen || !this.view.drawn || this.screen.chosen || !this.patience.lost(took)) return;
    if (this.screen.quality === 'high') this.lighten();
    else this.pictures();
  };

  private lighten(): void {
    sessionStorage.setItem(KEPT, 'low');
    void this.screen.setQuality('low');
    const note = this.tell(this.say('slowLight'), this.say('fineAgain'), () => this.screen.choose('high'));
    setTimeout(() => note.remove(), SHOWN);
  }

  private pictures(): void {
    sessionStorage.setItem(KEPT, 'posters');
    this.view.pictures();
    this.tell(this.say('slow'), this.say('again'), () => {
      this.screen.choose('low');
      this.view.stage();
    });
  }

  private tell(words: string, offer: string, accept: () => void): HTMLElement {
    this.note?.remove();
    const button = el('button', { type: 'button', class: 'fr-again' }, offer);
    const note = el('p', { class: 'fr-relief', role: 'status' }, words, ' ', button);
    button.addEventListener('click', () => {
      sessionStorage.removeItem(KEPT);
      note.remove();
      accept();
    });
    this.overlay.append(note);
    this.note = note;
    return note;
  }
}
