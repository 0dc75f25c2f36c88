import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Interactions } from './interactions';

interface Row {
  type: string;
  item: string;
  value?: number;
}

class Page extends EventTarget {
  cookie = 'fr_consent=yes';
  visibilityState = 'visible';
  querySelector = (selector: string): unknown => (selector === '[data-view]' ? { dataset: { view: 'dusk' } } : null);
  querySelectorAll = (): unknown[] => [];
}

let page: Page;
let sent: Row[];
let steered: boolean;

function keep(text: string): void {
  sent.push(...(JSON.parse(text) as { interactions: Row[] }).interactions);
}

beforeEach(() => {
  vi.useFakeTimers();
  page = new Page();
  sent = [];
  steered = false;
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('performance', { now: () => Date.now() });
  vi.stubGlobal('fetch', async (_: string, { body }: { body: Blob }) => {
    keep(await body.text());
    return new Response('{}', { status: 202 });
  });
  vi.stubGlobal('navigator', {
    get webdriver() {
      return steered;
    },
    sendBeacon: (_: string, body: Blob) => {
      void body.text().then(keep);
      return true;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function turn(state: 'visible' | 'hidden'): void {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
}

async function leave(): Promise<string[]> {
  page.dispatchEvent(new Event('pagehide'));
  await vi.advanceTimersByTimeAsync(1);
  return sent.map(({ type, item, value }) => [type, item, value].filter((part) => part !== undefined).join(' '));
}

test('a look is viewed once and dwelt on for as long as its page was in sight', async () => {
  const interactions = new Interactions();
  interactions.start();
  vi.advanceTimersByTime(12_000);
  turn('hidden');
  vi.advanceTimersByTime(300_000);
  turn('visible');
  vi.advanceTimersByTime(3000);
  expect(await leave()).toEqual(['view dusk', 'dwell dusk 12', 'dwell dusk 3']);
});

test('a tab opened behind another is viewed when she comes to it, and not at all when she never does', async () => {
  page.visibilityState = 'hidden';
  const interactions = new Interactions();
  interactions.start();
  vi.advanceTimersByTime(60_000);
  expect(await leave()).toEqual([]);
  turn('visible');
  vi.advanceTimersByTime(2000);
  expect(await leave()).toEqual(['view dusk', 'dwell dusk 2']);
});

test('a page left open counts for a minute', async () => {
  const interactions = new Interactions();
  interactions.start();
  vi.advanceTimersByTime(3_600_000);
  expect(await leave()).toEqual(['view dusk', 'dwell dusk 60']);
});

test.each([
  ['measure', 1],
  ['personalise.sponsors', 1],
  ['measure.personalise', 1],
  ['sponsors', 0],
  ['no', 0],
  ['', 0],
])('of who agreed to "%s" what she does is told: %i', async (purposes, told) => {
  page.cookie = `theme=dark; fr_consent=${purposes}; other=yes`;
  const interactions = new Interactions();
  interactions.record('save', 'dawn');
  interactions.start();
  expect(await leave()).toEqual(told ? ['save dawn', 'view dusk'] : []);
});

test('a finger that trembles clicks once, and a mind that changes counts twice', async () => {
  const interactions = new Interactions();
  interactions.record('click', 'dawn');
  vi.advanceTimersByTime(200);
  interactions.record('click', 'dawn');
  interactions.record('save', 'dawn');
  vi.advanceTimersByTime(100);
  interactions.record('save', 'dawn', 0);
  vi.advanceTimersByTime(600);
  interactions.record('click', 'dawn');
  interactions.start();
  expect(await leave()).toEqual(['click dawn', 'save dawn', 'save dawn 0', 'click dawn', 'view dusk']);
});

test('a browser that a program steers tells nothing', async () => {
  steered = true;
  const interactions = new Interactions();
  interactions.start();
  vi.advanceTimersByTime(5000);
  interactions.record('save', 'dawn');
  expect(interactions.measuring).toBe(false);
  expect(await leave()).toEqual([]);
});

test('what waits is told before the page goes', async () => {
  const interactions = new Interactions();
  interactions.start();
  interactions.onLeave(() => interactions.record('linger', 'dusk', 7.5));
  expect(await leave()).toEqual(['view dusk', 'linger dusk 7.5']);
});
