/**
 * The show as data: who is where at any moment. The twin of `frontrow.show` in Python (`venue.py`, `state.py`);
 * `tests/fixtures/timeline.json` holds both to the same numbers.
 */

export type Words = Record<string, string>;

export interface Venue {
  length: number;
  width: number;
  lane: number;
  backstage: number;
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
  stride: number;
  height: number;
  glb: string | null;
  poster: string | null;
  finish: string;
  url: string;
}

export interface Cue {
  t: number;
  kind: string;
  value: string | number | null;
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
  finale: { start: number; gap: number; speed: number } | null;
  cues: Cue[];
  waiting: string[];
}

export interface OnRunway {
  look: string;
  x: number;
  z: number;
  heading: number;
  phase: number;
  distance: number;
}

export interface State {
  t: number;
  walkers: OnRunway[];
  cue: string;
  look: string | null;
  following: string | null;
  lights: number;
  applause: number;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

const straight = (venue: Venue): number => venue.length + venue.backstage - venue.lane;

/** Metres walked from backstage to backstage. */
export const pathLength = (venue: Venue): number => 2 * straight(venue) + Math.PI * venue.lane;

/** Where somebody is after `distance` metres of the path. */
export function place(venue: Venue, distance: number): { x: number; z: number; heading: number } {
  const out = straight(venue);
  const start = -venue.length / 2 - venue.backstage;
  const bend = Math.PI * venue.lane;
  if (distance <= out) return { x: -venue.lane, z: start + distance, heading: 0 };
  if (distance < out + bend) {
    const angle = (distance - out) / venue.lane;
    return { x: -venue.lane * Math.cos(angle), z: start + out + venue.lane * Math.sin(angle), heading: angle };
  }
  return { x: venue.lane, z: start + out - (distance - out - bend), heading: Math.PI };
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
  return {
    t,
    walkers: onRunway(timeline, t),
    cue,
    look,
    following,
    lights: lights(timeline, t),
    applause: applause(timeline, t),
  };
}

function onRunway(timeline: Timeline, t: number): OnRunway[] {
  const found: OnRunway[] = [];
  const length = pathLength(timeline.venue);
  const add = (walker: Walker, distance: number): void => {
    if (distance < 0 || distance >= length) return;
    const at = place(timeline.venue, distance);
    found.push({ look: walker.look, ...at, phase: modulo(distance / walker.stride, 1), distance });
  };
  for (const walker of timeline.walkers) add(walker, (t - walker.start) * walker.speed);
  const finale = timeline.finale;
  if (finale) {
    timeline.walkers.forEach((walker, index) =>
      add(walker, (t - finale.start - index * finale.gap) * finale.speed),
    );
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

function applause(timeline: Timeline, t: number): number {
  const finale = timeline.finale;
  if (!finale || t < finale.start) return 0;
  const turn = pathLength(timeline.venue) / 2 / finale.speed;
  return Math.min(1, 0.35 + (0.65 * (t - finale.start)) / turn) * lights(timeline, t);
}
