import { inLanguage, language, type Say } from '../common/words';
import type { Frame } from '../stage';
import type { Deeds, Evening as Lent, Print } from '../stage/xr';
import { number } from './caption';
import type { Player } from './player';
import type { Screen } from './screen';
import { Keeping } from './keeping';
import type { Walker } from './timeline';

/** The show as a seat in its hall wants it: what is on the runway, the cards of its looks, the programme. */
export class Evening implements Lent {
  private readonly posters = new Map<string, HTMLImageElement>();
  private readonly keeping = new Keeping();
  private changes = 0;

  constructor(
    private readonly say: Say,
    private readonly player: Player,
    private readonly screen: Screen,
    private readonly clap: () => void,
  ) {}

  /** The page's own frames may not come while a headset draws: the show's features are told from here. */
  frame(): Frame {
    return this.screen.frameOf(this.player.beat());
  }

  stamp(): string {
    const { state, timeline } = this.player.moment();
    return `${state.look} ${state.cue} ${timeline.walkers.length} ${this.changes}`;
  }

  card(look: string, deeds: Deeds): Print | null {
    const { timeline } = this.player.moment();
    const walker = timeline.walkers.find((one) => one.look === look);
    if (!walker) return null;
    const kept = this.keeping.has(look);
    return {
      over: number(walker, timeline.total, this.say),
      title: inLanguage(walker.title),
      under: inLanguage(walker.house_title),
      text: document.querySelector(`[data-item="${CSS.escape(look)}"] .captions-text`)?.textContent ?? '',
      poster: this.poster(walker),
      buttons: [
        { label: this.say(kept ? 'saved' : 'save'), pressed: kept, run: () => void this.keep(look, !kept) },
        { label: this.say('close'), run: () => deeds.hold(null) },
      ],
    };
  }

  programme(deeds: Deeds): Print {
    const { state, timeline } = this.player.moment();
    const walker = timeline.walkers.find((one) => one.look === state.look);
    const { look } = state;
    return {
      over: walker ? number(walker, timeline.total, this.say) : this.say(state.cue === 'finale' ? 'finale' : 'programme'),
      title: inLanguage(walker?.title ?? timeline.title),
      under: walker ? inLanguage(walker.house_title) : '',
      buttons: [
        ...(look ? [{ label: this.say('card'), run: () => deeds.hold(look) }] : []),
        { label: this.say('applaud'), run: this.clap },
        { label: this.say('otherSeat'), run: () => deeds.move() },
        { label: this.say('leaveSeat'), run: () => deeds.leave() },
      ],
    };
  }

  /** A look's poster once it is there; the card is printed again with it. */
  private poster({ look, poster }: Walker): HTMLImageElement | undefined {
    if (!poster) return undefined;
    const known = this.posters.get(look);
    if (known) return known.complete && known.naturalWidth ? known : undefined;
    const image = new Image();
    this.posters.set(look, image);
    image.addEventListener('load', () => this.changes++);
    image.src = poster;
    return undefined;
  }

  private async keep(look: string, wanted: boolean): Promise<void> {
    await this.keeping.keep(look, wanted, language());
    this.changes++;
  }
}
