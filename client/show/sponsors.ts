import { el } from '../common/dom';
import { Showings } from '../common/showings';
import { language, type Say } from '../common/words';
import type { Board } from '../stage';
import type { Feature } from './moment';
import type { Screen } from './screen';

interface Hung {
  readonly place: Board['place'];
  readonly picture: string;
  readonly sponsor: string;
  readonly invented: boolean;
  readonly token: string;
  readonly go: string;
  readonly why: string;
}

const STEP = 250; // ms between two looks at what is in sight
const STALL = 1000; // ms: a machine that stalls has shown nothing meanwhile
/** What counts in a hall (IAB and MRC, Intrinsic In-Game Measurement Guidelines, 2022). */
const LARGE = 0.015; // of the picture
const HALF = 0.5; // of the board
const ASIDE = 55; // degrees

/** What sponsors have hung in the hall: boards on the stage, their names in words beside it, and how long each was seen. */
export async function sponsors(overlay: HTMLElement, say: Say, show: string, screen: Screen): Promise<Feature> {
  const showings = new Showings();
  const hung = await asked(show);
  if (!hung.length) return () => {};
  const pictures = await Promise.allSettled(hung.map(({ picture }) => loaded(picture)));
  const there = hung.flatMap((one, index) => {
    const picture = pictures[index];
    return picture?.status === 'fulfilled' ? [{ ...one, image: picture.value }] : [];
  });
  screen.stage.hang(there.map(({ place, image }) => ({ place, image, label: say('sponsored') })));
  overlay.append(list(there, say));
  const leave = (): void => showings.leave();
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave());
  addEventListener('pagehide', leave);
  let last = performance.now();
  return (moment) => {
    const now = performance.now();
    if (now - last < STEP) return;
    const since = Math.min(STALL, now - last) / 1000;
    last = now;
    const sights = screen.sights(moment);
    const seen = there.filter(({ place }) => large(sights.get(place) ?? []));
    showings.see(document.visibilityState === 'visible' ? seen.map(({ token }) => token) : [], since);
  };
}

/** Whether the boards of a place that are in sight, and not from the side, are large enough together. */
export function large(sights: readonly { share: number; inSight: number; degrees: number }[]): boolean {
  const counted = sights.filter(({ inSight, degrees }) => inSight >= HALF && degrees < ASIDE);
  return counted.reduce((sum, { share }) => sum + share, 0) >= LARGE;
}

async function asked(show: string): Promise<Hung[]> {
  try {
    const answer = await fetch(`/${language()}/sponsors/hall/${show}.json`);
    return answer.ok ? ((await answer.json()) as { places: Hung[] }).places : [];
  } catch {
    return []; // a hall without sponsors is a hall
  }
}

async function loaded(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

function list(there: readonly Hung[], say: Say): HTMLElement {
  const rows = there.map(({ sponsor, go, why }) =>
    el(
      'li',
      {},
      el('a', { href: go, rel: 'sponsored nofollow noopener' }, sponsor),
      el('a', { href: why, rel: 'nofollow', class: 'fr-why', 'aria-label': say('sponsoredWhy', { name: sponsor }) }, '?'),
    ),
  );
  const label = there.some(({ invented }) => invented) ? `${say('sponsored')} · ${say('sponsoredInvented')}` : say('sponsored');
  return el('aside', { class: 'fr-sponsors', 'aria-label': say('sponsored') }, el('span', { class: 'fr-label' }, label), el('ul', {}, ...rows));
}
