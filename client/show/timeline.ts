/**
 * The show as data: who is where at any moment. The twin of `frontrow.show` in Python (`clip.py`, `leg.py`, `state.py`);
 * `tests/fixtures/timeline.json` holds both to the same numbers.
 */

export type Words = Record<string, string>;

export interface Venue {
  length: number;
  width: number;
  lane: number;
  backstage: number;
  mark: number;
}

/** One movement, played in place: metres ahead and radians turned, evenly sampled; empty for none. */
export interface Clip {
  seconds: number;
  loop: boolean;
  advance: number[];
  yaw: number[];
}

/** From `t` on, for `seconds`, `clip` runs from cycle `first` through `cycles` more, along a way of curvature `bend`. */
export interface Leg {
  t: number;
  seconds: number;
  clip: string;
  first: number;
  cycles: number;
  x: number;
  z: number;
  heading: number;
  bend: number;
}

export interface Walker {
  look: string;
  number: number;
  house: string;
  title: Words;
  house_title: Words;
  start: number;
  speed: number;
  period: number;
  height: number;
  glb: string | null;
  poster: string | null;
  finish: string;
  url: string;
  clips: Record<string, Clip>;
  legs: Leg[];
}

export interface Cue {
  t: number;
  kind: string;
  value: string | number | null;
}

/** A piece that was chosen for the show; see `frontrow.show.score`. */
export interface Score {
  root: number;
  chords: number[];
  bass: [number, number][];
  motif: [number, number][];
}

export interface Timeline {
  show: string;
  title: Words;
  duration: number;
  epoch: number;
  loop: boolean;
  bpm: number;
  total: number;
  venue: Venue;
  walkers: Walker[];
  finale: { start: number; full: number } | null;
  cues: Cue[];
  poses: { t: number; seconds: number }[];
  waiting: string[];
  score?: Score | null;
}

export interface OnRunway {
  look: string;
  x: number;
  z: number;
  heading: number;
  clip: string;
  at: number;
}

export interface State {
  t: number;
  walkers: OnRunway[];
  cue: string;
  look: string | null;
  following: string | null;
  lights: number;
  applause: number;
  flash: number;
}

const WARM = 0.4; // how loud the hall greets a pose
const TAIL = 1.5; // s for which it goes on clapping
const JOINT = 2e-4; // s; legs and clips are told to a microsecond, and nobody vanishes between two of them
const FLASHES = [0.35, 1.25, 2.3] as const; // s after a pose begins at which the photographers' flashes go off

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

/** A table after `cycles` rounds of its clip: whole rounds add up, between samples it runs straight. */
function sample(table: readonly number[], cycles: number): number {
  if (!table.length) return 0;
  const rounds = Math.floor(cycles);
  const place = (cycles - rounds) * (table.length - 1);
  const index = Math.min(Math.floor(place), table.length - 2);
  const [one, two] = [table[index] as number, table[index + 1] as number];
  return rounds * (table[table.length - 1] as number) + one + (two - one) * (place - index);
}

/** Where the leg has come at `t`: a circular arc, or a straight line when `bend` is 0. */
export function place(leg: Leg, clip: Clip, t: number): { x: number; z: number; heading: number; at: number } {
  const share = leg.seconds > 0 ? (t - leg.t) / leg.seconds : 1;
  const cycles = leg.first + leg.cycles * share;
  const metres = sample(clip.advance, cycles) - sample(clip.advance, leg.first);
  const turned = leg.heading + leg.bend * metres;
  const yaw = sample(clip.yaw, cycles) - sample(clip.yaw, leg.first);
  return {
    x: leg.x + (leg.bend ? (Math.cos(leg.heading) - Math.cos(turned)) / leg.bend : metres * Math.sin(leg.heading)),
    z: leg.z + (leg.bend ? (Math.sin(turned) - Math.sin(leg.heading)) / leg.bend : metres * Math.cos(leg.heading)),
    heading: turned + yaw,
    at: clip.loop ? cycles - Math.floor(cycles) : Math.min(cycles, 1),
  };
}

/** What a walker is doing at `t`; null while it is backstage. */
export function legAt(walker: Walker, t: number): Leg | null {
  let now: Leg | null = null;
  for (const leg of walker.legs) {
    if (leg.t > t) break;
    now = leg;
  }
  return now && t < now.t + now.seconds + JOINT ? now : null;
}

/** Seconds into the show at `now` (seconds since the epoch); negative before a scheduled show begins. */
export function showTime(timeline: Timeline, now: number): number {
  const t = now - timeline.epoch;
  return t < 0 && !timeline.loop ? t : modulo(t, timeline.duration);
}

/** Who is where `t` seconds into the show. */
export function stateAt(timeline: Timeline, t: number): State {
  let cue = 'prelude';
  let look: string | null = null;
  let following: string | null = null;
  for (const entry of timeline.cues) {
    if (entry.kind === 'lights') continue;
    if (entry.t <= t) {
      cue = entry.kind;
      look = typeof entry.value === 'string' ? entry.value : null;
    } else if (entry.kind === 'look' && following === null) {
      following = String(entry.value);
    }
  }
  const level = lights(timeline, t);
  const walkers = onRunway(timeline, t);
  return { t, walkers, cue, look, following, lights: level, applause: applause(timeline, t) * level, flash: flash(timeline, t) };
}

function onRunway(timeline: Timeline, t: number): OnRunway[] {
  const found: OnRunway[] = [];
  for (const walker of timeline.walkers) {
    const leg = legAt(walker, t);
    const clip = leg && walker.clips[leg.clip];
    if (clip) found.push({ look: walker.look, clip: leg.clip, ...place(leg, clip, t) });
  }
  return found;
}

function lights(timeline: Timeline, t: number): number {
  const cues = timeline.cues.filter((cue) => cue.kind === 'lights');
  const keys = cues.map((cue) => [cue.t, Number(cue.value ?? 0)] as const);
  let before = keys[0];
  if (!before) return 1;
  for (const after of keys) {
    if (t < after[0]) {
      if (after === before) return before[1];
      return before[1] + ((after[1] - before[1]) * (t - before[0])) / (after[0] - before[0]);
    }
    before = after;
  }
  return before[1];
}

/** A greeting for each pose; warm as the finale comes out, and full when all have stopped. */
function applause({ finale, poses }: Timeline, t: number): number {
  if (finale && t >= finale.start) return Math.min(1, 0.35 + (0.65 * (t - finale.start)) / (finale.full - finale.start));
  let loudest = 0;
  for (const pose of poses) {
    const share = (t - pose.t) / (pose.seconds + TAIL);
    if (share > 0 && share < 1) loudest = Math.max(loudest, WARM * Math.sin(Math.PI * share));
  }
  return loudest;
}

/** Each flash is there at once and gone in a third of a second. */
function flash({ poses }: Timeline, t: number): number {
  let brightest = 0;
  for (const pose of poses)
    for (const at of FLASHES) {
      const since = t - pose.t - at;
      if (since >= 0 && since < 0.4) brightest = Math.max(brightest, Math.exp(-12 * since));
    }
  return brightest;
}
