import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { clockFace } from './caption';
import { Ovation } from './ovation';
import { Programme } from './programme';
import { stateAt, type Timeline } from './timeline';
import { byNeed, Wardrobe } from './wardrobe';

const { walking } = JSON.parse(readFileSync(new URL('../../tests/fixtures/timeline.json', import.meta.url), 'utf8')) as {
  walking: { timeline: Timeline };
};
const { timeline } = walking;
const made: Timeline = {
  ...timeline,
  walkers: timeline.walkers.map((walker) => ({ ...walker, glb: `/media/${walker.look}.glb` })),
};

afterEach(() => vi.unstubAllGlobals());

test('looks are fetched in the order in which they will be seen', () => {
  const names = (t: number) => byNeed(made, t).map((walker) => walker.number);
  expect(names(0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const third = made.walkers[2]?.start ?? 0;
  expect(names(third + 1).slice(0, 4)).toEqual([1, 2, 3, 4]);
  expect(names((made.walkers[4]?.start ?? 0) + 1).slice(-2)).toEqual([1, 2]); // they come again in the finale only
  const finale = (made.finale?.start ?? 0) + 5;
  expect(new Set(names(finale)).size).toBe(8);
});

test('at most two looks travel at once, and one that fails is tried again but not for ever', async () => {
  let now = 0;
  let most = 0;
  const asked: string[] = [];
  const load = (look: string): Promise<void> => {
    asked.push(look);
    most = Math.max(most, ++now);
    return new Promise((resolve, reject) =>
      setTimeout(() => {
        now--;
        if (look === 'house-02') reject(new Error('lost'));
        else resolve();
      }),
    );
  };
  const wardrobe = new Wardrobe({ load });
  for (let round = 0; round < 12; round++) {
    wardrobe.serve(made, 0);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(most).toBe(2);
  expect(asked.filter((look) => look === 'house-02').length).toBe(3);
  expect(new Set(asked).size).toBe(8);
});

test('an exact frame waits for those who walk in it', async () => {
  const here: string[] = [];
  const wardrobe = new Wardrobe({ load: async (look) => void here.push(look) });
  const { walkers } = stateAt(made, 60);
  await wardrobe.need(made, walkers.map((walker) => walker.look));
  expect(here.sort()).toEqual(walkers.map((walker) => walker.look).sort());
});

test('a new timeline takes over in the dark between two rounds', async () => {
  const first = { ...made, walkers: made.walkers.slice(0, 2), waiting: ['house-03'] };
  const answers = [first, made];
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answers.shift())));
  const programme = await Programme.open('/timeline.json');
  const round = first.duration;
  programme.at(50);
  await programme.renew();
  programme.at(60);
  expect(programme.timeline.walkers.length).toBe(2);
  programme.at(round + 0.5);
  expect(programme.timeline.walkers.length).toBe(made.walkers.length);
});

test('the first look walks in at once, for until then there is nobody to disturb', async () => {
  const answers = [{ ...made, walkers: [] }, made];
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answers.shift())));
  const programme = await Programme.open('/timeline.json');
  programme.at(3);
  await programme.renew();
  programme.at(3.1);
  expect(programme.timeline.walkers.length).toBe(made.walkers.length);
});

test('a performance begins at its hour, also for those who watch the loop', async () => {
  const evening = { ...made, epoch: 5000, loop: false };
  const answers = [made, evening];
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answers.shift())));
  const programme = await Programme.open('/timeline.json');
  programme.at(5001);
  await programme.renew();
  expect(programme.at(5002)).toBe(2);
});

test('when a performance is over everybody goes on with the loop, at the same moment of it', async () => {
  const evening = { ...made, epoch: 5000, loop: false };
  const answers = [evening, made];
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answers.shift())));
  const programme = await Programme.open('/timeline.json');
  const over = 5000 + made.duration;
  programme.at(over - 0.1);
  programme.at(over + 0.1);
  await vi.waitFor(() => expect(answers.length).toBe(0));
  await Promise.resolve();
  await vi.waitFor(() => expect(programme.at(over + 0.5)).toBeCloseTo((over + 0.5) % made.duration, 6));
});

test('applause swells with the hands and fades by itself', () => {
  let now = 0;
  const ovation = new Ovation(() => now);
  expect(ovation.level).toBe(0);
  ovation.add(1);
  const one = ovation.level;
  ovation.add(60);
  expect(ovation.level).toBeGreaterThan(0.9);
  expect(one).toBeLessThan(0.1);
  now = 20;
  expect(ovation.level).toBeLessThan(0.02);
});

test('a countdown is read as on a clock', () => {
  expect([0.2, 61, 3599.5, 3661].map(clockFace)).toEqual(['0:01', '1:01', '1:00:00', '1:01:01']);
});
