import { el } from './dom';
import { lastSize, rememberSize } from './size';
import { type Say, language } from './words';

interface Offer {
  size: string;
  available: boolean;
  text: string; // the price as this language writes it
  days: number;
}

/**
 * A look into the bag from where it walks, while the show goes on: its sizes with their prices, or one button when a size
 * is remembered. Paying is for later, in a page of its own.
 */
export class Buying {
  private readonly box = el('div', { class: 'fr-buy', 'aria-live': 'polite' });
  private offers: Offer[] = [];
  private pinned: string | null = null;

  /** page: where it is pressed, as the API names it. */
  constructor(
    private readonly look: string,
    private readonly say: Say,
    private readonly token: string,
    private readonly page: 'show' | 'fitting' = 'show',
  ) {}

  /** From now on one size alone is offered: the one that is seen. */
  pin(size: string): void {
    if (size === this.pinned) return;
    this.pinned = size;
    if (this.offers.length) this.offer(this.offers);
  }

  /** The element, which fills itself as soon as the server has said what there is. */
  open(): HTMLElement {
    void this.ask(`/api/looks/${encodeURIComponent(this.look)}`).then(
      (answer) => this.offer((answer as { offers: Offer[] }).offers),
      () => this.box.remove(),
    );
    return this.box;
  }

  private offer(offers: Offer[]): void {
    this.offers = offers;
    if (this.pinned !== null) {
      const seen = offers.find((one) => one.size === this.pinned && one.available);
      if (seen) this.one(seen, offers);
      else this.box.replaceChildren();
      return;
    }
    const last = offers.find((one) => one.size === lastSize() && one.available);
    if (!offers.length) this.box.remove();
    else if (last) this.one(last, offers);
    else this.choose(offers);
  }

  private one(offer: Offer, offers: Offer[]): void {
    const words = this.say('addSize', { size: this.name(offer), price: offer.text });
    const other = el('button', { class: 'fr-link', type: 'button', onclick: () => this.choose(offers) }, this.say('otherSize'));
    this.box.replaceChildren(
      el('button', { class: 'fr-add', type: 'button', onclick: () => void this.add(offer, offers) }, words),
      ...(this.pinned === null ? [other] : []),
    );
  }

  private choose(offers: Offer[]): void {
    const price = offers.find((one) => one.size !== 'made')?.text ?? offers[0]?.text ?? '';
    const sizes = offers.map((one) =>
      el(
        'button',
        { class: 'fr-size', type: 'button', disabled: !one.available, onclick: () => void this.add(one, offers) },
        one.size === 'made' ? `${this.name(one)} · ${one.text}` : one.size,
      ),
    );
    const label = el('p', { class: 'fr-over' }, this.say('addIn', { price }));
    this.box.replaceChildren(label, el('div', { class: 'fr-sizes', role: 'group' }, ...sizes));
  }

  private async add(offer: Offer, offers: Offer[]): Promise<void> {
    for (const button of this.box.querySelectorAll('button')) button.disabled = true;
    try {
      const body = JSON.stringify({ look: this.look, size: offer.size, page: this.page });
      const line = (await this.ask('/api/bag', { method: 'POST', body })) as { id: number };
      rememberSize(offer.size);
      this.bought(line.id, offer, offers);
    } catch (error) {
      this.offer(offers);
      this.box.append(el('p', { class: 'fr-wrong', role: 'alert' }, (error as Error).message));
    }
    void this.count();
  }

  private bought(line: number, offer: Offer, offers: Offer[]): void {
    const undo = async (): Promise<void> => {
      await this.ask(`/api/bag/${line}`, { method: 'DELETE' }).catch(() => null);
      void this.count();
      this.offer(offers);
    };
    const to = `/${language()}/bag/`;
    const words = el('p', { class: 'fr-bought' }, this.say('inBag', { size: this.name(offer) }));
    const bag = el('a', { class: 'fr-link', href: to, target: '_blank', rel: 'noopener' }, this.say('payLater'));
    const back = el('button', { class: 'fr-link', type: 'button', onclick: () => void undo() }, this.say('takeOut'));
    this.box.replaceChildren(words, bag, back);
    bag.focus({ preventScroll: true });
  }

  private name(offer: Offer): string {
    return offer.size === 'made' ? this.say('madeToMeasure') : offer.size;
  }

  private async count(): Promise<void> {
    const lines = (await this.ask('/api/bag').catch(() => [])) as unknown[];
    for (const place of document.querySelectorAll('[data-count="bag"]')) {
      place.textContent = lines.length ? String(lines.length) : '';
    }
  }

  /** The API's answer; an error whose message is the server's own sentence. */
  private async ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { 'Accept-Language': language(), 'Content-Type': 'application/json', 'X-CSRFToken': this.token };
    const answer = await fetch(path, { ...init, headers });
    const said: unknown = answer.status === 204 ? null : await answer.json();
    if (!answer.ok) throw new Error((said as { error?: string }).error ?? String(answer.status));
    return said;
  }
}
