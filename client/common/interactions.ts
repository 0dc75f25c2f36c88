import { Outbox } from './outbox';

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

const SEEN = 1000; // ms a slate is on screen before it counts as shown
const LINGER = 2; // seconds on a card before it counts as dwell
const LONGEST = 600; // seconds of dwell that one visit may claim

const agreed = (): boolean => /(^|; )fr_consent=yes(;|$)/.test(document.cookie);

/**
 * What the visitor does on our pages, read from the markup (docs/guides/live.md, "What interactions are seen").
 * Without her consent nothing is measured, kept or sent; consent is looked up every time.
 */
class Interactions {
  private readonly outbox = new Outbox('/e');
  private started = false;
  private opened = 0;

  /** Watches the page. Call once; call again after consent was given, to begin with this page. */
  start(): void {
    if (!this.started) {
      this.started = true;
      document.addEventListener('click', this.clicked, true);
      document.addEventListener('visibilitychange', this.turned);
      addEventListener('pagehide', this.leave);
      document.addEventListener('fr:consent', () => this.start());
      for (const slate of document.querySelectorAll<HTMLElement>('[data-slate]')) this.watch(slate);
    }
    const page = document.querySelector<HTMLElement>('[data-view]');
    if (agreed() && page && !this.opened) {
      this.record('view', page.dataset.view);
      this.opened = performance.now();
    }
  }

  /** One interaction, if the visitor agreed. `value`: 0 takes back; seconds where time counts. */
  record(type: InteractionType, item: string | undefined, value?: number, page = this.page): void {
    if (!item || !agreed()) return;
    this.outbox.add({ type, item, at: Date.now(), ...(value !== undefined && { value }), ...(page && { page }) });
  }

  private get page(): string | undefined {
    return document.querySelector<HTMLElement>('[data-page]')?.dataset.page;
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
    else if (agreed() && document.querySelector('[data-view]')) this.opened = performance.now();
  };

  /** The page goes, or goes out of sight: how long it was looked at, and everything that waits. */
  private leave = (): void => {
    if (this.opened) {
      const seconds = (performance.now() - this.opened) / 1000;
      const view = document.querySelector<HTMLElement>('[data-view]')?.dataset.view;
      if (seconds >= 1) this.record('dwell', view, Math.min(LONGEST, Math.round(seconds * 10) / 10));
      this.opened = 0;
    }
    if (agreed()) this.outbox.flush(true);
    else this.outbox.forget();
  };

  /** An impression once the slate was seen, and dwell on each of its cards. */
  private watch(slate: HTMLElement): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const visible = new Map<Element, number>();
    const cards = [...slate.querySelectorAll<HTMLElement>('[data-item]')];
    const shown = (): void => {
      if (!agreed()) return;
      const { slateId, model, propensities } = slate.dataset;
      this.outbox.addShown({
        slate: slateId || crypto.randomUUID(),
        items: cards.map((card) => card.dataset.item as string),
        ...(slate.dataset.slate && { place: slate.dataset.slate }),
        ...(model && { model }),
        ...(propensities && { propensities: JSON.parse(propensities) as number[] }),
      });
      slate.dataset.seen = 'yes';
    };
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const since = visible.get(entry.target);
          if (entry.isIntersecting && since === undefined) visible.set(entry.target, performance.now());
          if (!entry.isIntersecting && since !== undefined) {
            visible.delete(entry.target);
            const seconds = (performance.now() - since) / 1000;
            if (seconds >= LINGER && document.visibilityState === 'visible') {
              const item = (entry.target as HTMLElement).dataset.item;
              this.record('dwell', item, Math.min(60, Math.round(seconds * 10) / 10), slate.dataset.slate);
            }
          }
        }
        clearTimeout(timer);
        if (visible.size && !slate.dataset.seen) timer = setTimeout(shown, SEEN);
      },
      { threshold: 0.5 },
    );
    for (const card of cards) observer.observe(card);
  }
}

export const interactions = new Interactions();
