import { random } from './random';
import type { Score, Timeline } from './timeline';

/** What sounds, from the floor up. */
export type Voice = 'kick' | 'sub' | 'rim' | 'hat' | 'open' | 'pad' | 'pluck' | 'air';

/** One sound: `at` and `length` in beats from the beginning of its bar, `pitch` a MIDI number (0: unpitched). */
export interface Note {
  readonly voice: Voice;
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
  readonly level: number;
}

/** Where in the show a bar lies: `index` counts the looks that have come out, `houses` the houses among them. */
export interface Section {
  readonly kind: 'prelude' | 'look' | 'finale' | 'end';
  readonly index: number;
  readonly houses: number;
  readonly barsIn: number;
  readonly barsLeft: number;
}

/** What is chosen once for a show: its key, its chords, its bass, its few notes of melody. */
export interface Piece {
  readonly seed: string;
  readonly root: number;
  readonly chords: readonly (readonly number[])[];
  readonly bass: readonly (readonly [number, number])[];
  readonly motif: readonly (readonly [number, number])[];
}

const MINOR = [0, 2, 3, 5, 7, 8, 10] as const;
// Degrees of the minor scale, two bars each: eight bars and round again.
const PROGRESSIONS = [
  [0, 5, 2, 6],
  [0, 3, 5, 4],
  [0, 0, 5, 6],
  [0, 2, 5, 3],
] as const;
// [beat, length]: always between the kicks, never on them.
const BASSES = [
  [[0.5, 0.4], [1.5, 0.4], [2.75, 0.5], [3.5, 0.4]],
  [[0.75, 0.6], [1.75, 0.25], [2.5, 0.9]],
  [[0.5, 0.25], [0.75, 0.5], [2.5, 0.4], [3.25, 0.6]],
] as const;

export const BARS_A_CHORD = 2;

export function compose(seed: string): Piece {
  const chance = random('piece', seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const root = 36 + pick([0, 1, 2, 3, 5, 7]); // C2 to G2
  const chords = pick(PROGRESSIONS).map((degree) => voicing(root, degree));
  const bass = pick(BASSES);
  const motif: [number, number][] = [];
  let at = pick([0.5, 1, 1.5]);
  while (at < 2 * 4 - 1 && motif.length < 6) {
    motif.push([at, Math.floor(chance() * 5)]);
    at += pick([0.75, 1, 1.5, 2]);
  }
  return { seed, root, chords, bass, motif };
}

/** The piece that a house chose for its show, in the same voicings. */
export function arrange(seed: string, { root, chords, bass, motif }: Score): Piece {
  return { seed, root, chords: chords.map((degree) => voicing(root, degree)), bass, motif };
}

/** Third, fifth, seventh and ninth of a degree, folded into the octave and a half above G3, lowest first. */
function voicing(root: number, degree: number): number[] {
  const tones = [degree, degree + 2, degree + 4, degree + 6, degree + 8].map((step) => root + 12 + scale(step));
  const [bass, ...upper] = tones as [number, ...number[]];
  const folded = upper.map((pitch) => {
    while (pitch < 55) pitch += 12;
    while (pitch > 71) pitch -= 12;
    return pitch;
  });
  return [bass, ...[...new Set(folded)].sort((a, b) => a - b)];
}

const scale = (step: number): number => (MINOR[step % 7] as number) + 12 * Math.floor(step / 7);

/** The section that bar number `n` (from 0) of a show lies in. */
export function section(timeline: Timeline, n: number): Section {
  const length = 240 / timeline.bpm;
  const t = n * length + 0.01;
  const end = timeline.cues.find((cue) => cue.kind === 'end')?.t ?? timeline.duration;
  const bars = (seconds: number): number => Math.floor(seconds / length + 1e-6);
  const out = timeline.walkers.filter((walker) => walker.start <= t);
  const houses = new Set(out.map((walker) => walker.house)).size;
  const here = { index: out.length, houses };
  const next = timeline.walkers[out.length]?.start ?? timeline.finale?.start ?? end;
  if (t >= end) return { ...here, kind: 'end', barsIn: bars(t - end), barsLeft: bars(timeline.duration - t) };
  if (timeline.finale && t >= timeline.finale.start) {
    return { ...here, kind: 'finale', barsIn: bars(t - timeline.finale.start), barsLeft: bars(end - t) };
  }
  const since = out.at(-1)?.start ?? 0;
  return { ...here, kind: out.length ? 'look' : 'prelude', barsIn: bars(t - since), barsLeft: bars(next - t) };
}

/** Every sound of bar `n`. The piece grows by a layer with almost every look, and empties before each new one. */
export function bar(piece: Piece, n: number, where: Section): Note[] {
  const chance = random(piece.seed, n);
  const chord = piece.chords[Math.floor(n / BARS_A_CHORD) % piece.chords.length] as readonly number[];
  const notes: Note[] = [];
  const add = (voice: Voice, at: number, length: number, pitch: number, level: number): void => {
    notes.push({ voice, at, length, pitch, level });
  };
  const { kind, index } = where;
  const finale = kind === 'finale';
  const walking = kind === 'look' || finale;
  const layers = finale ? 9 : kind === 'look' ? index : 0;
  const turning = kind === 'look' && where.barsLeft === 0; // the bar before somebody new comes out
  const entering = kind === 'look' && where.barsIn === 0;

  if (n % BARS_A_CHORD === 0) {
    const level = finale ? 0.8 : kind === 'end' ? 0.7 : 0.55 + 0.02 * index;
    for (const pitch of chord.slice(1)) add('pad', 0, BARS_A_CHORD * 4, pitch, level);
    if (!walking || layers < 2) add('sub', 0, BARS_A_CHORD * 4, (chord[0] as number) - 12, 0.35);
  }
  if ((kind === 'prelude' || turning) && where.barsLeft === 0) add('air', 0, 4, 0, kind === 'prelude' ? 0.5 : 0.28);
  if (!walking) return notes;

  for (let beat = 0; beat < 4; beat++) {
    if (!(turning && beat >= 2)) add('kick', beat, 0.5, 0, beat === 0 ? 0.95 : 0.85);
  }
  if (layers >= 2) {
    for (const [at, length] of piece.bass) {
      if (!(turning && at >= 2)) add('sub', at, length, (chord[0] as number) - 12, 0.8);
    }
  }
  if (layers >= 3 && !entering) {
    for (let beat = 0; beat < 4; beat++) add('hat', beat + 0.5, 0.12, 0, 0.5);
    for (let step = 0; step < 16; step++) {
      if (step % 2 && chance() < 0.1 + 0.03 * layers) add('hat', step / 4, 0.06, 0, 0.14 + 0.1 * chance());
    }
  }
  if (layers >= 4 || where.houses >= 2) {
    add('rim', 1, 0.1, 0, 0.42);
    add('rim', 3, 0.1, 0, 0.46);
    if (turning) for (const at of [3.5, 3.75]) add('rim', at, 0.1, 0, 0.25);
  }
  if (layers >= 4 && !turning) {
    const upper = chord.slice(1);
    const first = (n % 2) * 4;
    for (const [at, step] of piece.motif) {
      if (at < first || at >= first + 4) continue;
      const pitch = (upper[(step + index) % upper.length] as number) + 12;
      add('pluck', at - first, 1, pitch, 0.42 - 0.05 * (step % 3));
    }
  }
  if (finale) {
    const upper = chord.slice(1);
    for (let eighth = 0; eighth < 8; eighth++) {
      add('pluck', eighth / 2, 0.5, (upper[(eighth * 3) % upper.length] as number) + 12, eighth % 2 ? 0.16 : 0.22);
    }
    for (const at of [0.5, 1.5, 2.5, 3.5]) add('open', at, 0.3, 0, 0.22);
  }
  return notes;
}
