import type { Attention } from './attention';
import type { InteractionType } from './interactions';
import type { Shown } from './outbox';

const SEEN = 1000; // ms a slate is on screen before it counts as shown
const LINGER = 2; // seconds on a card before it counts as dwell
const LONGEST = 60;

interface Told {
  agreed(): boolean;
  show(slate: Shown): void;
  record(type: InteractionType, item: string | undefined, value?: number, page?: string): void;
}

/** One slate of looks: an impression once it was seen, and dwell on each of its cards. */
export class Slate {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly visible = new Map<HTMLElement, number>();
  private readonly cards: HTMLElement[];

  constructor(
    private readonly slate: HTMLElement,
    private readonly attention: Attention,
    private readonly told: Told,
  ) {
    this.cards = [...slate.querySelectorAll<HTMLElement>('[data-item]')];
    const observer = new IntersectionObserver((entries) => this.changed(entries), { threshold: 0.5 });
    for (const card of this.cards) observer.observe(card);
  }

  /** The page goes, or goes out of sight: dwell on the cards in view; it begins anew when they are seen again. */
  leave(): void {
    for (const [card, since] of this.visible) this.dwelt(card, since);
    this.restart();
  }

  /** What was seen before is not told. */
  restart(): void {
    for (const card of this.visible.keys()) this.visible.set(card, this.attention.ms);
  }

  private changed(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const card = target as HTMLElement;
      const since = this.visible.get(card);
      if (isIntersecting && since === undefined) this.visible.set(card, this.attention.ms);
      if (!isIntersecting && since !== undefined) {
        this.visible.delete(card);
        this.dwelt(card, since);
      }
    }
    clearTimeout(this.timer);
    if (this.visible.size && !this.slate.dataset.seen) this.timer = setTimeout(() => this.shown(), SEEN);
  }

  private dwelt(card: HTMLElement, since: number): void {
    const seconds = (this.attention.ms - since) / 1000;
    if (seconds < LINGER) return;
    this.told.record('dwell', card.dataset.item, Math.min(LONGEST, Math.round(seconds * 10) / 10), this.slate.dataset.slate);
  }

  private shown(): void {
    if (!this.told.agreed() || document.visibilityState === 'hidden') return;
    const { slateId, model, propensities } = this.slate.dataset;
    this.told.show({
      slate: slateId || crypto.randomUUID(),
      items: this.cards.map((card) => card.dataset.item as string),
      ...(this.slate.dataset.slate && { place: this.slate.dataset.slate }),
      ...(model && { model }),
      ...(propensities && { propensities: JSON.parse(propensities) as number[] }),
    });
    this.slate.dataset.seen = 'yes';
  }
}
