import { Attention } from './attention';
import { Outbox, type Shown } from './outbox';
import { Slate } from './slates';

export type InteractionType =
  | 'view'
  | 'dwell'
  | 'click'
  | 'save'
  | 'add_to_bag'
  | 'purchase'
  | 'like'
  | 'share'
  | 'try_on'
  | 'linger' // her own camera stayed on a look, seconds
  | 'attend' // a show, seconds watched
  | 'dismiss'; // not interested

const LONGEST = 600; // seconds of dwell that one visit may claim
const IDLE = 60_000; // ms without a sign of life after which nobody looks any more
const TWICE = 500; // ms within which the same deed is a finger that trembled
const AGAIN = 1000; // ms after which a loop that runs each frame looks up consent again

/**
 * Whether she agreed to be counted or to be chosen for (`yes` was both), no program steers this browser, and the page
 * is not one that is never measured: a class.
 */
const agreed = (): boolean =>
  /(^|; )fr_consent=([a-z.]*\.)?(yes|measure|personalise)[.;]?/.test(`${document.cookie};`) && !navigator.webdriver && !document.querySelector('[data-unmeasured]');

/**
 * What the visitor does on our pages, read from the markup (docs/guides/live.md, "What interactions are seen").
 * Without her consent nothing is measured, kept or sent; consent is looked up every time. What happens while the tab is
 * out of sight, or a minute after the last sign of life, does not count.
 */
export class Interactions {
  private readonly outbox = new Outbox('/e');
  private readonly last = new Map<string, number>();
  private readonly leaving: (() => void)[] = [];
  private readonly slates: Slate[] = [];
  private attention: Attention | undefined;
  private viewed = false;
  private asked = Number.NEGATIVE_INFINITY;
  private allowed = false;
  /** `attention.ms` from which the dwell of this page is counted; null while it is not. */
  private opened: number | null = null;

  /** Watches the page. Call once; call again after consent was given, to begin with this page. */
  start(): void {
    if (!this.attention) {
      this.attention = new Attention(IDLE).follow();
      document.addEventListener('click', this.clicked, true);
      document.addEventListener('visibilitychange', this.turned);
      addEventListener('pagehide', this.leave);
      document.addEventListener('fr:consent', () => this.start());
      const told = { agreed, show: (slate: Shown) => this.outbox.addShown(slate), record: this.record.bind(this) };
      for (const slate of document.querySelectorAll<HTMLElement>('[data-slate]')) {
        this.slates.push(new Slate(slate, this.attention, told));
      }
    }
    for (const slate of this.slates) slate.restart();
    this.see();
  }

  /** Whether what she looks at may be measured; looked up once a second. */
  get measuring(): boolean {
    const now = performance.now();
    if (now - this.asked > AGAIN) [this.asked, this.allowed] = [now, agreed()];
    return this.allowed;
  }

  /** Told as the page goes or goes out of sight, before what waits is sent. */
  onLeave(told: () => void): void {
    this.leaving.push(told);
  }

  /** One interaction, if the visitor agreed. `value`: 0 takes back; seconds where time counts. */
  record(type: InteractionType, item: string | undefined, value?: number, page = this.page): void {
    if (!item || !agreed()) return;
    const deed = `${type} ${item} ${value}`;
    const now = performance.now();
    if (now - (this.last.get(deed) ?? Number.NEGATIVE_INFINITY) < TWICE) return;
    this.last.set(deed, now);
    this.outbox.add({ type, item, at: Date.now(), ...(value !== undefined && { value }), ...(page && { page }) });
  }

  private get page(): string | undefined {
    return document.querySelector<HTMLElement>('[data-page]')?.dataset.page;
  }

  private get shown(): string | undefined {
    return document.querySelector<HTMLElement>('[data-view]')?.dataset.view;
  }

  /** The page is in sight: a tab opened behind another is viewed when she comes to it. */
  private see(): void {
    if (!agreed() || !this.shown || document.visibilityState === 'hidden') return;
    if (!this.viewed) this.record('view', this.shown);
    this.viewed = true;
    this.opened ??= this.attention?.ms ?? null;
  }

  private clicked = (event: Event): void => {
    const target = (event.target as Element).closest<HTMLElement>('a, button');
    const item = target?.closest<HTMLElement>('[data-item]')?.dataset.item;
    if (!target || !item) return;
    const act = target.dataset.act as InteractionType | undefined;
    const value = target.dataset.value;
    if (act) this.record(act, item, value === undefined ? undefined : Number(value));
    else if (target instanceof HTMLAnchorElement) this.record('click', item);
  };

  private turned = (): void => {
    if (document.visibilityState === 'hidden') this.leave();
    else this.see();
  };

  /** The page goes, or goes out of sight: how long it was looked at, and everything that waits. */
  private leave = (): void => {
    if (this.opened !== null && this.attention) {
      const seconds = (this.attention.ms - this.opened) / 1000;
      if (seconds >= 1) this.record('dwell', this.shown, Math.min(LONGEST, Math.round(seconds * 10) / 10));
      this.opened = null;
    }
    for (const slate of this.slates) slate.leave();
    for (const told of this.leaving) told();
    if (agreed()) this.outbox.flush(true);
    else this.outbox.forget();
  };
}

export const interactions = new Interactions();
