import type { Feature } from './moment';

/**
 * The picture that stands on the stage until the stage is drawn: the look that walks now, or the one that comes next. The
 * page brings it; here it keeps step with the show, and goes when everybody on the runway is dressed.
 */
export class First {
  private readonly place: HTMLElement | null;
  private gone = false;

  constructor(root: HTMLElement) {
    this.place = root.querySelector<HTMLElement>('.stage-first');
  }

  readonly feature: Feature = ({ timeline, state }) => {
    const picture = this.place?.querySelector('img');
    if (this.gone || !picture) return;
    const walker = timeline.walkers.find((one) => one.look === (state.look ?? state.following));
    if (walker?.poster && !picture.src.endsWith(walker.poster)) picture.src = walker.poster;
  };

  /** Makes room for what is drawn. */
  leave(): void {
    if (this.gone) return;
    this.gone = true;
    this.place?.classList.add('gone');
    setTimeout(() => this.place?.remove(), 1500); // its fading is shorter
  }
}
