import type { Feature } from './moment';
import type { Player } from './player';
import { Posters } from './posters';

/** What the eye gets: the stage as it is drawn, or pictures in its place. */
export class View {
  private posters: Posters | null = null;

  /** `draw` is null where nothing can be drawn. */
  constructor(
    private readonly root: HTMLElement,
    private readonly overlay: HTMLElement,
    private readonly player: Player,
    private readonly draw: Feature | null,
  ) {
    if (draw) this.player.features.push(draw);
    else this.pictures();
  }

  get drawn(): boolean {
    return this.posters === null;
  }

  /** Goes on in pictures. */
  pictures(): void {
    if (this.posters) return;
    this.posters = new Posters(this.overlay);
    this.swap(this.draw, this.posters.feature);
  }

  /** Goes on on the stage, where there is one. */
  stage(): void {
    if (!this.posters || !this.draw) return;
    this.swap(this.posters.feature, this.draw);
    this.posters.remove();
    this.posters = null;
    this.tell();
  }

  /** Says on the page which it is, once the page is open. */
  tell(): void {
    this.root.dataset.state = this.drawn ? 'live' : 'posters';
  }

  private swap(out: Feature | null, into: Feature): void {
    const { features } = this.player;
    const index = out ? features.indexOf(out) : -1;
    if (index < 0) features.push(into);
    else features.splice(index, 1, into);
    this.player.changed();
    if (this.root.dataset.state !== 'loading') this.tell();
  }
}
