import { Buying } from '../common/buying';
import { el } from '../common/dom';
import { iconButton } from '../common/icons';
import type { Say } from '../common/words';
import type { Known } from '../look/space';
import { type Advice, advice } from './advice';
import type { Bodies, Her } from './bodies';
import { type Exact, exact, Refused } from './exact';
import type { Room, Worn } from './room';
import { chartBody, type Garment, json, nearestSize, readySize, type Run, type Sizes } from './sizes';
import { sentence } from './reason';
import { easeTable } from './table';

const AGAIN = 5000; // ms between two questions for sizes that are being made
const CARRIED = 2; // garments over one another that may be carried together
export const MADE = 'made';
const CAME = { worn: 'fitExact', bursts: 'fitBursts', falls: 'fitFalls' } as const;

export interface LookFacts {
  readonly slug: string;
  readonly title: string;
  readonly house: string;
  readonly url: string;
}

interface Wearer {
  readonly known: Known;
  readonly her: Her;
}

/** One look in the room: its sizes, how they fit her, and what of it stands on the stage. */
export class Panel {
  readonly element = el('section', { class: 'ft-look' });
  size: string | null;
  private wearer: Wearer | null = null;
  private run: Run | null = null;
  private advice: Advice | null = null;
  private making: AbortController | null = null;
  private drapes = new Map<string, Exact>(); // exact ones, by size, for the wearer of now
  private turn = 0;
  private timer = 0;
  private closed = false;
  private standing: { readonly room: Room; readonly her: Her; readonly what: string | ArrayBuffer; readonly hers: Promise<boolean> } | null = null;
  private readonly legend = el('legend', {});
  private readonly sizesRow = el('div', { class: 'sizes' });
  private readonly said = el('p', { class: 'ft-advice', role: 'status' });
  private readonly tables = el('div', { class: 'ft-tables' });
  private readonly status = el('p', { class: 'note ft-shown', role: 'status' });
  private readonly button: HTMLButtonElement;
  private readonly bar = el('progress', { max: 1, hidden: true });
  private readonly buying: Buying;

  constructor(
    readonly look: LookFacts,
    size: string | null,
    private readonly sizes: Sizes,
    private readonly bodies: Bodies,
    private readonly room: () => Room | null,
    private readonly csrf: string,
    private readonly say: Say,
    private readonly changed: () => void,
    gone: () => void,
  ) {
    this.size = size;
    this.legend.textContent = say('fitCut');
    this.button = el('button', { type: 'button', class: 'button', disabled: true, onclick: () => void this.drape() }, say('fitDrape'));
    this.bar.setAttribute('aria-label', say('fitDrape'));
    const close = iconButton('close', say('fitRemove', { look: look.title }), gone);
    this.buying = new Buying(look.slug, say, csrf, 'fitting');
    this.element.append(
      el('header', {}, el('div', {}, el('h2', {}, el('a', { href: look.url }, look.title)), el('p', { class: 'label' }, look.house)), close),
      this.said,
      el('fieldset', {}, this.legend, this.sizesRow),
      el('div', { class: 'ft-exact' }, this.button, this.bar, this.status),
      this.buying.open(),
      this.tables,
    );
  }

  /** Fetches the size run, again and again while sizes are being made; call once. */
  async open(): Promise<void> {
    try {
      this.run = await json<Run>(`/api/looks/${this.look.slug}/sizes.json`);
    } catch (error) {
      console.warn(error);
      if (this.closed) return;
      this.status.textContent = this.say('fitNoSizes');
      return;
    }
    if (this.closed) return;
    this.tell();
    await this.show();
    if (!this.closed && this.run.sizes.some(({ state }) => state === 'waiting' || state === 'making')) {
      this.timer = window.setTimeout(() => void this.open(), AGAIN);
    }
  }

  close(): void {
    this.closed = true;
    this.turn++;
    clearTimeout(this.timer);
    this.giveUp();
    this.element.remove();
  }

  /** Another body, or none; the same one again, as when the stage has opened, keeps what is being draped for her. */
  async wear(wearer: Wearer | null): Promise<void> {
    if (wearer !== this.wearer) {
      this.giveUp();
      this.drapes.clear();
    }
    this.wearer = wearer;
    this.tell();
    await this.show();
  }

  /** What is being made for her is not wanted any more. */
  private giveUp(): void {
    this.making?.abort();
    this.making = null;
    this.bar.hidden = true;
  }

  /** The size that is shown: chosen, else the one advised. */
  private get shown(): string | null {
    return this.size ?? this.best ?? (this.run ? 'M' : null);
  }

  private get best(): string | null {
    if (!this.wearer || !this.run) return null;
    return this.advice?.size ?? nearestSize(this.sizes, this.run.chart, this.wearer.her.measures);
  }

  /** The garments of which it is known what they measure. */
  private get measured(): Garment[] {
    return this.run?.garments.filter(({ finished }) => finished && Object.keys(finished).length) ?? [];
  }

  private choose(size: string): void {
    this.giveUp();
    this.size = size;
    this.tell();
    this.changed();
    void this.show();
  }

  /** All that is said in words: sizes, advice, ease. */
  private tell(): void {
    const { run, wearer, say, measured } = this;
    if (!run) return;
    this.advice = wearer && measured.length ? advice(measured, wearer.her.measures) : null;
    const { best, shown } = this;
    this.said.textContent = this.advice && wearer ? sentence(this.advice, say, wearer.her.sex) : '';
    this.legend.textContent = say(!this.foreign ? 'fitCut' : run.chart === 'men' ? 'fitCutMen' : 'fitCutWomen');
    const focused = this.sizesRow.contains(document.activeElement);
    const state = (size: string): string => run.sizes.find((one) => one.size === size)?.state ?? 'none';
    const chip = (size: string, words: string, state: string): HTMLElement =>
      el(
        'label',
        { 'data-state': state, class: size === best && 'ft-best' },
        el('input', { type: 'radio', name: `size-${this.look.slug}`, value: size, checked: size === shown, onchange: () => this.choose(size) }),
        el('span', {}, words),
      );
    this.sizesRow.replaceChildren(...this.sizes.sizes.map((size) => chip(size, size, state(size))), chip(MADE, say('fitMade'), 'ready'));
    if (focused) this.sizesRow.querySelector<HTMLInputElement>('input:checked')?.focus();
    this.button.disabled = !wearer;
    if (shown) this.buying.pin(shown);
    const told = this.advice;
    this.tables.replaceChildren(...(told && wearer ? measured.map((garment) => easeTable(garment, told, shown ?? '', wearer.her.sex, say)) : []));
  }

  /** Puts on the stage what there is at once; what is being made follows by itself. */
  private async show(): Promise<void> {
    const { wearer, run } = this;
    const room = this.room();
    const size = this.shown;
    if (this.closed || !wearer || !run || !size) return;
    const turn = ++this.turn;
    const drape = this.drapes.get(size);
    const near = size === MADE ? nearestSize(this.sizes, run.chart, wearer.her.measures) : size;
    const made = readySize(this.sizes, run, near);
    let worn: Worn = { kind: 'bare' };
    if (drape) worn = { kind: 'exact', glb: drape.glb };
    else if (made?.glb) worn = { kind: 'size', glb: made.glb, on: await this.bodies.fit(chartBody(this.sizes, run.chart, made.size)), carry: this.kept === null };
    if (turn !== this.turn) return;
    if (!this.making) this.status.textContent = drape ? this.came(drape, size) : this.standsIn(size, near, made?.size ?? null);
    const hers = await this.stand(room, wearer.her, worn);
    if (hers !== undefined && turn === this.turn) this.element.dataset.shown = hers ? worn.kind : 'far';
    if (hers === false && turn === this.turn && !this.making && made) this.status.textContent = this.standsIn(size, near, made.size, true);
    this.changed();
  }

  /** Why no size of this look is carried onto her, in words that name the size; null where one may be. */
  private get kept(): 'fitFarWomen' | 'fitFarMen' | 'fitFarLayers' | null {
    if (!this.run || !this.wearer) return null;
    if (this.foreign) return this.run.chart === 'men' ? 'fitFarMen' : 'fitFarWomen';
    return this.run.garments.length > CARRIED ? 'fitFarLayers' : null;
  }

  /** Whether the look's sizes are not those of her chart. */
  private get foreign(): boolean {
    return !!this.run && !!this.wearer && this.sizes.charts[this.run.chart].sex !== this.wearer.her.sex;
  }

  private came({ came }: Exact, size: string): string {
    if (size !== MADE) return this.say(CAME[came], { size });
    return came === 'worn' ? this.say('fitExactMade') : this.say(CAME[came], { size: this.say('fitMade') });
  }

  /** What the picture shows in place of a drape, in words; `far`: on the body that the size is made for. */
  private standsIn(size: string, near: string, made: string | null, far = false): string {
    const { run, say } = this;
    const wanted = run?.sizes.find((one) => one.size === near);
    if (made === null) {
      const next = wanted ?? run?.sizes.find(({ state }) => state !== 'failed');
      const words = !next ? 'fitNever' : next.state === 'failed' ? 'fitUnmade' : next.state === 'making' ? 'fitMaking' : 'fitWaiting';
      return say(words, { size: next?.size ?? near, share: Math.round(100 * (next?.progress ?? 0)) });
    }
    const shown = say(far ? (this.kept ?? 'fitFar') : size === MADE ? 'fitNearMade' : 'fitNear', { size: made });
    if (made === near) return shown;
    const words = !wanted ? 'fitNotHere' : wanted.state === 'failed' ? 'fitCouldNot' : 'fitNotYet';
    return `${say(words, { size: near, made })}\n${shown}`;
  }

  /** Puts it on the stage unless it stands or comes there already; tells as the room does. */
  private stand(room: Room | null, her: Her, worn: Worn): Promise<boolean> | undefined {
    const what = worn.kind === 'bare' ? worn.kind : worn.glb;
    const now = this.standing;
    if (!room || (now?.room === room && now.her === her && now.what === what)) return room ? now?.hers : undefined;
    const next = (this.standing = { room, her, what, hers: room.wear(this.look.slug, her, worn) });
    next.hers.catch(() => {
      if (this.standing === next) this.standing = null; // so that it is tried again
    });
    return next.hers;
  }

  /** The exact drape: sends her measures, because she pressed the button that says so. */
  private async drape(): Promise<void> {
    const { wearer, say } = this;
    const size = this.shown;
    if (!wearer || !size || this.making) return;
    const making = (this.making = new AbortController());
    this.button.disabled = true;
    this.bar.hidden = false;
    this.bar.value = 0;
    this.status.textContent = say('fitDraping');
    try {
      const told = ({ progress, ahead }: { progress: number; ahead: number }): void => {
        if (making.signal.aborted) return;
        this.bar.value = progress;
        this.status.textContent = ahead ? say('fitAhead', { n: ahead }) : say('fitDraping');
      };
      const came = await exact(this.look.slug, size, wearer.known, this.csrf, told, making.signal);
      if (making.signal.aborted) return;
      this.drapes.set(size, came);
      this.making = null;
      await this.show();
    } catch (error) {
      if (!making.signal.aborted) this.status.textContent = (error instanceof Refused && error.message) || say('fitFailed');
    } finally {
      if (this.making === making || !this.making) {
        this.making = null;
        this.bar.hidden = true;
        this.button.disabled = !this.wearer;
      }
    }
  }
}
