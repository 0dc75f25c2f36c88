import './styles/index.css';
import { above } from '../common/above';
import { byId } from '../common/dom';
import { interactions } from '../common/interactions';
import { canDraw, chooseQuality } from '../common/quality';
import { type Say, words } from '../common/words';
import type { Known } from '../look/space';
import { Bodies, type Her } from './bodies';
import { Controls } from './controls';
import { Form } from './form';
import { readView, type View, writeView } from './link';
import { type LookFacts, Panel } from './panel';
import type { Room } from './room';
import { json, type Sizes } from './sizes';

declare global {
  interface Window {
    frontrowFitting?: FittingRoom;
  }
}

const MOST = 3; // looks side by side
const STACKED = '(width <= 900px)'; // the picture lies above the words
const BARE = 'bare'; // the place of the body while no look is chosen

/** The page: one wearer, up to three looks, one picture of them. */
export class FittingRoom {
  private panels: Panel[] = [];
  private wearer: { known: Known; her: Her } | null = null;
  room: Room | null = null;
  private opening: Promise<void> | null = null;
  private controls: Controls | null = null;
  private readonly view: View;
  private readonly figure = byId('ft-stage');
  private readonly status = byId('ft-body');

  constructor(
    private readonly page: HTMLElement,
    private readonly looks: ReadonlyMap<string, LookFacts>,
    private readonly sizes: Sizes,
    private readonly bodies: Bodies,
    private readonly say: Say,
  ) {
    this.view = readView(location.search);
    for (const look of this.view.looks) this.add(look, this.view.sizes[look] ?? null);
    const adding = this.page.querySelector<HTMLFormElement>('.ft-add');
    adding?.addEventListener('submit', (event) => {
      event.preventDefault();
      const look = adding.querySelector('select')?.value;
      if (look) this.add(look, null);
      this.changed();
    });
    const share = byId('ft-share');
    share.hidden = false;
    share.querySelector('button')?.addEventListener('click', () => void this.share(share.querySelector('span')));
  }

  /** Her body from now on; null when she wants it forgotten. Rejects with `Unlikely` for measures that nobody has. */
  async wear(known: Known | null, asked: boolean): Promise<void> {
    if (!known) {
      this.wearer = null;
      this.status.textContent = '';
      for (const panel of this.panels) await panel.wear(null);
      this.figure.dataset.state = 'poster';
      return;
    }
    const her = await this.bodies.fit(known);
    this.wearer = { known, her };
    const cm = (name: 'height' | 'bust' | 'waist' | 'hips'): number => Math.round(100 * her.measures[name]);
    this.status.textContent = this.say('fitBody', { height: cm('height'), bust: cm('bust'), waist: cm('waist'), hips: cm('hips') });
    for (const panel of this.panels) void panel.wear(this.wearer);
    void this.show().then(() => {
      if (asked && matchMedia(STACKED).matches) this.figure.scrollIntoView({ block: 'start' });
    });
  }

  /** Brings the stage, once there is a body to stand on it. */
  private async show(): Promise<void> {
    if (!this.wearer || !canDraw()) {
      if (!canDraw()) this.status.textContent += ` ${this.say('fitNo3d')}`;
      return;
    }
    this.opening ??= this.open();
    await this.opening;
    if (!this.room || !this.wearer) return;
    if (!this.panels.length) await this.room.wear(BARE, this.wearer.her, { kind: 'bare' });
    this.line();
    this.figure.dataset.state = 'live';
  }

  private async open(): Promise<void> {
    try {
      const { Room } = await import('./room');
      const quality = chooseQuality(new URLSearchParams(location.search).get('q'));
      this.room = await Room.open(this.figure, quality, this.say('fitSeen'), this.bodies);
      this.controls = new Controls(this.room, this.view, this.say, () => this.address());
      this.figure.append(this.controls.element);
      for (const panel of this.panels) void panel.wear(this.wearer);
    } catch (error) {
      console.error(error);
      this.status.textContent += ` ${this.say('fitNo3d')}`;
    }
  }

  private add(slug: string, size: string | null): void {
    const look = this.looks.get(slug);
    if (!look || this.panels.length >= MOST || this.panels.some((panel) => panel.look.slug === slug)) return;
    const csrf = this.page.dataset.csrf ?? '';
    const panel: Panel = new Panel(look, size, this.sizes, this.bodies, () => this.room, csrf, this.say, () => this.changed(), () => this.remove(panel));
    this.panels.push(panel);
    byId('ft-looks').append(panel.element);
    void panel.open();
    void panel.wear(this.wearer);
  }

  private remove(panel: Panel): void {
    panel.close();
    this.panels = this.panels.filter((one) => one !== panel);
    void this.show();
    this.changed();
  }

  private changed(): void {
    this.line();
    const full = this.panels.length >= MOST;
    const adding = this.page.querySelector<HTMLFormElement>('.ft-add');
    if (adding) adding.hidden = full;
    this.address();
  }

  private line(): void {
    const places = this.panels.length ? this.panels.map(({ look }) => look.slug) : [BARE];
    this.room?.line(places);
    this.controls?.tell();
  }

  private get shared(): string {
    const { face, map } = this.controls ?? this.view;
    const sizes = Object.fromEntries(this.panels.flatMap(({ look, size }) => (size ? [[look.slug, size]] : [])));
    return writeView({ looks: this.panels.map(({ look }) => look.slug), sizes, face, map });
  }

  private address(): void {
    history.replaceState(null, '', `${location.pathname}${this.shared}`);
  }

  private async share(told: HTMLElement | null): Promise<void> {
    const url = `${location.origin}${location.pathname}${this.shared}`;
    for (const { look } of this.panels) interactions.record('share', look.slug);
    try {
      if (navigator.share) await navigator.share({ url });
      else {
        await navigator.clipboard.writeText(url);
        if (told) told.textContent = this.say('fitCopied');
      }
    } catch (error) {
      if (told && (error as Error).name !== 'AbortError') told.textContent = `${this.say('fitLink')}: ${url}`;
    }
  }
}

async function begin(page: HTMLElement): Promise<void> {
  above(document.documentElement, document.querySelector('.choice'));
  const say = await words();
  const status = byId('ft-body');
  try {
    const { looks } = JSON.parse(byId('ft-room').textContent ?? '{}') as { looks: LookFacts[] };
    const sizes = await json<Sizes>(page.dataset.sizes ?? '');
    const bodies = new Bodies(sizes.mannequin);
    const room = new FittingRoom(page, new Map(looks.map((look) => [look.slug, look])), sizes, bodies, say);
    window.frontrowFitting = room;
    await new Form(sizes, say, (known, asked) => room.wear(known, asked)).begin();
  } catch (error) {
    console.error(error);
    status.textContent = say('fitNoRoom');
  }
}

void begin(byId('fitting'));
