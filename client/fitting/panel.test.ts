import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Say } from '../common/words';
import type { Bodies, Her } from './bodies';
import type { Exact } from './exact';
import { Panel } from './panel';
import type { Room } from './room';
import type { Run, Sizes } from './sizes';

const drapes: { done: (drape: Exact) => void; signal: AbortSignal }[] = [];
vi.mock('./exact', () => ({
  Refused: class extends Error {},
  exact: (...all: unknown[]) =>
    new Promise((done, failed) => {
      const signal = all.at(-1) as AbortSignal;
      signal.addEventListener('abort', () => failed(new Error('aborted')));
      drapes.push({ done, signal });
    }),
}));

const pinned: string[] = [];
vi.mock('../common/buying', () => ({
  Buying: class {
    open = (): Plain => new Plain();
    pin = (size: string): number => pinned.push(size);
  },
}));

/** As much of an element as a panel asks for. */
class Plain extends EventTarget {
  textContent = '';
  disabled = false;
  hidden = false;
  value: unknown = 0;
  readonly dataset: Record<string, string> = {};
  readonly classList = { add: () => undefined };
  setAttribute = (): void => undefined;
  append = (): void => undefined;
  replaceChildren = (): void => undefined;
  remove = (): void => undefined;
  contains = (): boolean => false;
  querySelector = (): null => null;
}

const LINE = { bust: 0.9, waist: 0.72, hips: 0.98 };
const chart = { sex: 'f', height: 1.68, sizes: { S: LINE, M: LINE, L: LINE, XL: LINE } };
const sizes = { sizes: ['S', 'M', 'L', 'XL'], charts: { women: chart }, labels: {}, limits: {}, mannequin: '' } as unknown as Sizes;
const her = { sex: 'f', measures: LINE } as unknown as Her;
const wearer = { known: { sex: 'f', height: 1.68 } as const, her };
const words = ((key: string) => key) as Say;

let made: (Plain & { tag: string })[];
let run: Run;
let asked: number;
let wear: ReturnType<typeof vi.fn>;
let panel: Panel;

beforeEach(() => {
  vi.useFakeTimers();
  [made, asked, drapes.length] = [[], 0, 0];
  const createElement = (tag: string): Plain => {
    made.push(Object.assign(new Plain(), { tag }));
    return made.at(-1) as Plain;
  };
  vi.stubGlobal('document', { createElement, createElementNS: (_: string, tag: string) => createElement(tag), activeElement: null });
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('fetch', async () => {
    asked++;
    return Response.json(run);
  });
  const sized = (size: string, state: string): object => ({ size, state, progress: 0, glb: state === 'ready' ? `/${size}.glb` : null, poster: null });
  run = { look: 'ondo-01', title: 'Look', chart: 'women', sizes: [sized('M', 'ready'), sized('XL', 'making')], garments: [] } as unknown as Run;
  wear = vi.fn(async () => true);
  const room = { wear } as unknown as Room;
  const bodies = { fit: async () => her } as unknown as Bodies;
  const none = (): void => undefined;
  panel = new Panel({ slug: 'ondo-01', title: 'Look', house: 'Ondo', url: '/' }, 'M', sizes, bodies, () => room, '', words, none, none);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const note = (): string => made.filter(({ tag }) => tag === 'p')[1]?.textContent ?? '';

it('puts on the stage once what stands there while other sizes are being made', async () => {
  await panel.wear(wearer);
  await panel.open();
  await vi.advanceTimersByTimeAsync(16_000);
  expect(asked).toBe(4);
  expect(wear).toHaveBeenCalledTimes(1);
  await panel.wear({ ...wearer, her: { ...her } });
  expect(wear).toHaveBeenCalledTimes(2);
});

it('tries again what did not come', async () => {
  wear.mockRejectedValueOnce(new Error('offline'));
  await panel.wear(wearer);
  await panel.open().catch(() => undefined);
  await panel.wear(wearer);
  expect(wear).toHaveBeenCalledTimes(2);
});

it('offers for the bag the size that is seen', async () => {
  await panel.wear(wearer);
  await panel.open();
  expect(pinned.at(-1)).toBe('M');
  panel.size = 'XL';
  await panel.wear({ ...wearer });
  expect(pinned.at(-1)).toBe('XL');
});

it('asks no more once it is closed, even when closed while it asked', async () => {
  await panel.wear(wearer);
  const asking = panel.open();
  panel.close();
  await asking;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toBe(1);
  expect(wear).not.toHaveBeenCalled();
});

it('speaks of what is shown once a drape is given up', async () => {
  await panel.wear(wearer);
  await panel.open();
  made.find(({ tag }) => tag === 'button')?.dispatchEvent(new Event('click'));
  expect(note()).toBe('fitDraping');
  await panel.wear({ ...wearer, her: { ...her } });
  expect(drapes[0]?.signal.aborted).toBe(true);
  expect(note()).toBe('fitNear');
  made.find(({ tag }) => tag === 'button')?.dispatchEvent(new Event('click'));
  expect(drapes).toHaveLength(2);
});

it('keeps the drape that is being made for her when the stage opens', async () => {
  await panel.wear(wearer);
  await panel.open();
  made.find(({ tag }) => tag === 'button')?.dispatchEvent(new Event('click'));
  await panel.wear(wearer);
  expect(drapes[0]?.signal.aborted).toBe(false);
  expect(note()).toBe('fitDraping');
});

it('shows the nearest size that is ready until the one chosen is, and says so', async () => {
  await panel.wear(wearer);
  panel.size = 'XL';
  await panel.open();
  expect(wear.mock.lastCall?.[2]).toMatchObject({ kind: 'size', glb: '/M.glb' });
  expect(note()).toBe('fitNotYet\nfitNear');
  run = { ...run, sizes: run.sizes.map((one) => ({ ...one, state: 'ready', glb: `/${one.size}.glb` })) };
  await vi.advanceTimersByTimeAsync(6000);
  expect(wear.mock.lastCall?.[2]).toMatchObject({ glb: '/XL.glb' });
  expect(note()).toBe('fitNear');
});

it('shows what there is for a size that is never drawn, which stays the one chosen', async () => {
  await panel.wear(wearer);
  panel.size = 'L';
  run = { ...run, sizes: run.sizes.slice(0, 1) };
  await panel.open();
  expect(wear.mock.lastCall?.[2]).toMatchObject({ glb: '/M.glb' });
  expect(note()).toBe('fitNotHere\nfitNear');
  expect(panel.size).toBe('L');
});

it('says what comes first while no size is ready', async () => {
  await panel.wear(wearer);
  run = { ...run, sizes: run.sizes.map((one) => ({ ...one, state: 'waiting', glb: null })) };
  await panel.open();
  expect(wear.mock.lastCall?.[2]).toEqual({ kind: 'bare' });
  expect(note()).toBe('fitWaiting');
});

it('carries no size onto a body of the other chart, and says whose sizes they are', async () => {
  wear.mockResolvedValueOnce(false);
  run = { ...run, chart: 'women' };
  await panel.wear({ ...wearer, her: { ...her, sex: 'm' } });
  await panel.open();
  expect(wear.mock.lastCall?.[2]).toMatchObject({ carry: false });
  expect(note()).toBe('fitFarWomen');
  expect(made.find(({ tag }) => tag === 'legend')?.textContent).toBe('fitCutWomen');
});
