import './styles/index.css';
import { above } from '../common/above';
import { ShowClock } from '../common/clock';
import { byId, el } from '../common/dom';
import { interactions } from '../common/interactions';
import { Lingering } from '../common/lingering';
import { Live } from '../common/live';
import { canDraw } from '../common/quality';
import { type Say, words } from '../common/words';
import type { CameraName } from '../stage';
import { Applause } from './applause';
import { Attendance } from './attendance';
import { Audience } from './audience';
import { CAMERAS, cameras, isCamera } from './cameras';
import { caption } from './caption';
import { Card } from './card';
import { First } from './first';
import { type Headset, headset } from './headset';
import { next } from './next';
import { Ovation } from './ovation';
import { Player } from './player';
import { Programme } from './programme';
import { Relief } from './relief';
import { askedQuality, Screen } from './screen';
import { Shutter } from './shutter';
import { Sound } from './sound';
import { sponsors } from './sponsors';
import { fullscreenButton, keys, qualityButton, withdraw } from './toolbar';
import { View } from './view';

declare global {
  interface Window {
    /** For tests and for scripts of the house: one exact frame, and the clock that everybody shares. */
    frontrow?: {
      renderAt(t: number, camera?: CameraName): Promise<void>;
      showTime(): number;
      now(): number;
      rtt(): number;
      /** Whoever sits in the hall with a headset on. */
      visit(): Headset['visit'];
    };
  }
}

async function open(root: HTMLElement): Promise<void> {
  root.dataset.state = 'loading';
  const query = new URLSearchParams(location.search);
  const { show, timeline: url } = root.dataset as { show: string; timeline: string };
  const [say, programme] = await Promise.all([words(), Programme.open(url)]);
  programme.poll();

  const clock = new ShowClock();
  const ovation = new Ovation();
  const player = new Player(programme, clock, ovation);
  const overlay = el('div', { class: 'fr' });
  root.append(overlay);
  const bar = el('div', { class: 'fr-bar' });
  const tools = el('div', { class: 'fr-tools' });

  const sound = new Sound(say, () => programme.timeline, () => player.showTime);
  const audience = new Audience(overlay, say);
  let live: Live | null = null;
  const liked = new Set<string>();
  const clapped = (): void => {
    sound.clap();
    const { look } = player.moment().state;
    if (look && !liked.has(look)) interactions.record('like', look, undefined, 'show');
    if (look) liked.add(look);
  };
  const applause = new Applause(say, ovation, () => live, clapped);
  live = new Live(show, clock, {
    pulse: (watching, claps) => {
      audience.count(watching);
      applause.total(claps);
    },
    applause: (n) => applause.arrive(n),
    lookReady: () => void programme.renew(),
    connected: (up) => audience.wire(up),
  });

  const attendance = new Attendance(
    () => interactions.measuring,
    (seconds) => interactions.record('attend', show, seconds, 'show'),
  );
  interactions.onLeave(() => attendance.leave());
  const card = new Card(overlay, say, root.dataset.token);
  const showCaption = caption(overlay, say, (look, moment, title) => card.toggle(look, moment.timeline, title));
  const first = new First(root);
  player.features.push(showCaption, next(overlay, say), first.feature);
  const frozen = Number(query.get('t'));
  if (query.has('t') && Number.isFinite(frozen)) player.freeze(frozen);
  player.run(); // the page keeps step with the show from here on, while the stage is still being built
  overlay.append(bar);
  const shortcuts: Record<string, () => void> = { m: () => void sound.toggle(), a: () => applause.clap() };
  let view: View;
  let seat: Headset | null = null;
  const screen = await openScreen(root, overlay, say, query, player);
  if (screen) {
    const shutter = new Shutter(overlay, say, player, screen, (what, look) => {
      interactions.record(what, look, undefined, 'photo');
    });
    const asked = query.get('camera');
    const choice = cameras(bar, say, isCamera(asked) ? asked : 'front-row', (camera) => {
      screen.camera = camera;
      root.dataset.camera = camera;
      shutter.disturb();
      player.changed();
    });
    void sponsors(overlay, say, show, screen).then((feature) => player.features.push(feature));
    seat = headset(say, player, screen, () => applause.clap());
    tools.append(shutter.button, applause.button, sound.button, qualityButton(say, screen), seat.button);
    const lingering = new Lingering((look, seconds) => interactions.record('linger', look, seconds, 'show'));
    lingering.follow(screen.canvas, () => screen.camera === 'orbit');
    interactions.onLeave(() => lingering.leave());
    view = new View(root, overlay, player, (moment) => {
      screen.draw(moment, player.frozen);
      if (screen.dressed(moment)) first.leave();
      lingering.frame(interactions.measuring ? screen.gazed(moment) : null);
    });
    const relief = new Relief(overlay, say, player, screen, view);
    player.features.push(relief.feature, shutter.feature);
    screen.canvas.addEventListener('webglcontextlost', () => view.pictures()); // the graphics card gave up
    for (const [index, camera] of CAMERAS.entries()) shortcuts[String(index + 1)] = () => choice.press(camera);
    shortcuts['p'] = () => void shutter.press();
  } else {
    tools.append(applause.button, sound.button);
    view = new View(root, overlay, player, null);
    overlay.append(el('p', { class: 'fr-hint' }, say('posters')));
  }
  const full = fullscreenButton(say, root);
  if (full) {
    tools.append(full);
    shortcuts['f'] = () => full.click();
  }
  bar.append(tools);
  keys(root, shortcuts);
  withdraw(root);
  above(root, document.querySelector('.choice'));

  player.features.push(sound.feature, attendance.feature);
  player.changed();
  window.frontrow = {
    async renderAt(t, camera = screen?.camera ?? 'front-row') {
      player.freeze(t);
      if (!screen) return;
      screen.camera = camera;
      await screen.drawExactly(player.moment(t), camera);
      first.leave();
    },
    showTime: () => player.showTime,
    now: () => clock.now(),
    rtt: () => clock.rtt,
    visit: () => seat?.visit ?? null,
  };
  view.tell();
}

/** The stage, or null where it cannot be drawn. */
async function openScreen(
  root: HTMLElement,
  overlay: HTMLElement,
  say: Say,
  query: URLSearchParams,
  player: Player,
): Promise<Screen | null> {
  if (!canDraw()) return null;
  const canvas = el('canvas', { class: 'fr-canvas', tabindex: 0, role: 'img', 'aria-label': say('orbitHint') });
  root.prepend(canvas);
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  try {
    const guests = root.dataset.guests || undefined;
    const screen = await Screen.open(canvas, askedQuality(query), still.matches, guests, () => player.changed());
    still.addEventListener('change', () => screen.stage.setReducedMotion(still.matches));
    return screen;
  } catch (error) {
    console.error(error);
    canvas.remove();
    overlay.dataset.drawn = 'no';
    return null;
  }
}

const root = byId('stage');
open(root).catch((error: unknown) => {
  console.error(error);
  root.dataset.state = 'error';
});
