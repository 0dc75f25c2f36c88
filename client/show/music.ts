import { arrange, BARS_A_CHORD, bar, compose, type Note, type Piece, section } from './score';
import { Synth } from './synth';
import type { Timeline } from './timeline';

const AHEAD = 0.4; // s scheduled in advance
const AHEAD_HIDDEN = 2.5; // when the page is in the background and its timers are slow

/**
 * Plays a show's piece in step with show time: every browser schedules the same note for the same moment of the
 * server's clock, and corrects itself with every note.
 */
export class Music {
  private readonly piece: Piece;
  private readonly synth: Synth;
  private until = Number.NaN; // show time up to which notes are scheduled

  constructor(
    private readonly context: AudioContext,
    out: AudioNode,
    private readonly timeline: () => Timeline,
    private readonly showTime: () => number,
  ) {
    const { show, score } = timeline();
    this.piece = score ? arrange(show, score) : compose(show);
    this.synth = new Synth(context, out, show);
  }

  /** Schedules what is next; call about ten times a second. */
  tick(): void {
    const timeline = this.timeline();
    const now = this.showTime();
    if (now < 0) return;
    const horizon = now + (document.visibilityState === 'hidden' ? AHEAD_HIDDEN : AHEAD);
    if (!(this.until >= now - 0.05 && this.until <= now + AHEAD_HIDDEN + 1)) this.enter(timeline, now);
    for (const [t, note] of notesBetween(this.piece, timeline, this.until, horizon)) {
      this.synth.play(note, this.when(t - now), 60 / timeline.bpm);
    }
    this.until = Math.max(this.until, horizon);
    if (this.until >= timeline.duration) this.until -= timeline.duration;
  }

  stop(): void {
    this.synth.silence();
    this.until = Number.NaN;
  }

  /** The first tick, or one after a jump: the chord that should already be sounding begins now. */
  private enter(timeline: Timeline, now: number): void {
    this.synth.silence();
    const beat = 60 / timeline.bpm;
    const length = 4 * beat;
    const first = Math.floor(now / length / BARS_A_CHORD) * BARS_A_CHORD;
    for (const note of bar(this.piece, first, section(timeline, first))) {
      const left = (first * length + note.length * beat - now) / beat;
      if (note.voice === 'pad' && left > 0.5) this.synth.play({ ...note, length: left }, this.when(0.05), beat);
    }
    this.until = now;
  }

  /** The context's time for something heard `seconds` from now. */
  private when(seconds: number): number {
    const latency = this.context.outputLatency || this.context.baseLatency || 0;
    return Math.max(this.context.currentTime, this.context.currentTime + seconds - latency);
  }
}

/** The notes of a show from show time `from` up to `to`, in order; past the end the show begins again. */
export function notesBetween(piece: Piece, timeline: Timeline, from: number, to: number): [number, Note][] {
  const beat = 60 / timeline.bpm;
  const bars = Math.round(timeline.duration / (4 * beat));
  const found: [number, Note][] = [];
  for (let n = Math.floor(from / (4 * beat)); n * 4 * beat < to; n++) {
    const inShow = ((n % bars) + bars) % bars;
    for (const note of bar(piece, inShow, section(timeline, inShow))) {
      const t = (n * 4 + note.at) * beat;
      if (t >= from && t < to) found.push([t, note]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}
