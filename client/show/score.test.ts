import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { notesBetween } from './music';
import { bar, compose, section } from './score';
import type { Timeline } from './timeline';

const { walking } = JSON.parse(readFileSync(new URL('../../tests/fixtures/timeline.json', import.meta.url), 'utf8')) as {
  walking: { timeline: Timeline };
};
const { timeline } = walking;
const bars = Math.round((timeline.duration * timeline.bpm) / 240);
const beat = 60 / timeline.bpm;
const all = (seed = 'first-light') => notesBetween(compose(seed), timeline, 0, timeline.duration);

test('a show has its own piece, and always the same one', () => {
  expect(all('first-light')).toEqual(all('first-light'));
  expect(compose('first-light')).not.toEqual(compose('serein-night'));
});

test('every heel of every look falls on a kick', () => {
  const kicks = new Set(all().filter(([, note]) => note.voice === 'kick').map(([t]) => t.toFixed(4)));
  const walker = timeline.walkers[3];
  if (!walker) throw new Error('the fixture has fewer than four looks');
  let missed = 0;
  for (let step = 0; step < 60; step++) {
    if (!kicks.has((walker.start + (step * walker.period) / 2).toFixed(4))) missed++;
  }
  expect(missed).toBeLessThanOrEqual(6); // two beats of silence before each of the next looks
});

test('the piece grows: each look brings as much as the one before or more, and the finale most', () => {
  const piece = compose('first-light');
  const at = (n: number) => bar(piece, n, section(timeline, n)).map((note) => note.voice);
  const voices = (n: number) => new Set([...at(n), ...at(n + 1)]).size;
  const middle = timeline.walkers.map((walker) => voices(Math.round(walker.start / (4 * beat)) + 4));
  for (const [index, count] of middle.entries()) expect(count).toBeGreaterThanOrEqual(middle[index - 1] ?? 0);
  const finale = Math.round((timeline.finale?.start ?? 0) / (4 * beat)) + 4;
  expect(voices(finale)).toBeGreaterThan(middle.at(-1) ?? 0);
});

test('the prelude and the end have no beat', () => {
  for (const n of [0, 1, 2, bars - 1]) {
    const voices = bar(compose('x'), n, section(timeline, n)).map((note) => note.voice);
    expect(voices).not.toContain('kick');
  }
});

test('bass stays below the voices, chords between, melody above, and all of one scale', () => {
  for (const seed of ['first-light', 'ondo-kiosk', 'serein-night', 'vardholm-line']) {
    const piece = compose(seed);
    const scale = new Set([0, 2, 3, 5, 7, 8, 10].map((step) => (piece.root + step) % 12));
    for (const [, note] of all(seed)) {
      if (!note.pitch) continue;
      expect(scale.has(note.pitch % 12)).toBe(true);
      const [low, high] = { sub: [24, 58], pad: [53, 72], pluck: [65, 84] }[note.voice as 'sub'] as [number, number];
      expect(note.pitch).toBeGreaterThanOrEqual(low);
      expect(note.pitch).toBeLessThanOrEqual(high);
    }
  }
});

test('notes asked for in small pieces, across the end of the round, are the same notes', () => {
  const piece = compose('first-light');
  const from = timeline.duration - 9;
  const whole = notesBetween(piece, timeline, from, timeline.duration + 9);
  const pieces = [];
  for (let t = from; t < timeline.duration + 9; t += 0.25) {
    pieces.push(...notesBetween(piece, timeline, t, Math.min(t + 0.25, timeline.duration + 9)));
  }
  expect(pieces.length).toBe(whole.length);
  expect(pieces.map(([t]) => t)).toEqual(whole.map(([t]) => t));
});
