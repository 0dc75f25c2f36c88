import type { ShowClock } from './clock';

/** What a show's wire says. */
export interface LiveEvents {
  pulse?: (watching: number, applause: number) => void;
  applause?: (n: number) => void;
  lookReady?: (look: string) => void;
  connected?: (yes: boolean) => void;
}

type Said =
  | { type: 'pong'; t: number; now: number }
  | { type: 'pulse'; now: number; watching: number; applause: number }
  | { type: 'applause'; n: number }
  | { type: 'look-ready'; look: string };

const BURST = 24; // probes when a wire opens,
const GAP = 40; // ms apart
const AGAIN = 15_000; // then a few every so often
const FEW = 6;
const LONGEST = 30_000; // between two attempts to connect

/** Milliseconds to wait before attempt number `n` (from 0): doubling, bounded, and spread by `chance` in [0, 1). */
export function backoff(n: number, chance: number): number {
  return Math.min(LONGEST, 500 * 2 ** Math.min(n, 10)) * (0.5 + chance / 2);
}

/**
 * The wire of one show: keeps the clock, hears counts and applause, connects again by itself. Where WebSockets
 * do not pass (or while the server is away) the clock is kept through `GET /clock`.
 */
export class Live {
  private socket: WebSocket | null = null;
  private attempts = 0;
  private timers = new Set<ReturnType<typeof setTimeout>>();
  private closed = false;

  constructor(
    private readonly show: string,
    private readonly clock: ShowClock,
    private readonly events: LiveEvents = {},
  ) {
    document.addEventListener('visibilitychange', this.wake);
    this.connect();
  }

  /** Claps `n` times; false when the wire is down. */
  applaud(n: number): boolean {
    return this.say({ type: 'applause', n });
  }

  close(): void {
    this.closed = true;
    document.removeEventListener('visibilitychange', this.wake);
    for (const timer of this.timers) clearTimeout(timer);
    this.socket?.close();
  }

  private connect(): void {
    if (this.closed) return;
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live/${this.show}`);
    this.socket = socket;
    let probing: ReturnType<typeof setInterval> | undefined;
    socket.onopen = () => {
      this.attempts = 0;
      this.events.connected?.(true);
      this.probe(BURST);
      probing = setInterval(() => this.probe(FEW), AGAIN);
    };
    socket.onmessage = (message) => this.hear(JSON.parse(String(message.data)) as Said);
    socket.onclose = () => {
      clearInterval(probing);
      this.events.connected?.(false);
      const wait = backoff(this.attempts++, Math.random());
      this.later(wait, () => this.connect());
      void this.ask(this.clock.ready ? 1 : BEST_OF_HTTP);
    };
  }

  private hear(said: Said): void {
    const received = performance.now();
    if (said.type === 'pong') this.clock.add(said.t, said.now, received);
    else if (said.type === 'pulse') this.events.pulse?.(said.watching, said.applause);
    else if (said.type === 'applause') this.events.applause?.(said.n);
    else this.events.lookReady?.(said.look);
  }

  private probe(count: number): void {
    for (let index = 0; index < count; index++) {
      this.later(index * GAP, () => this.say({ type: 'ping', t: performance.now() }));
    }
  }

  /** The clock without a wire. */
  private async ask(count: number): Promise<void> {
    for (let index = 0; index < count && !this.closed; index++) {
      const sent = performance.now();
      try {
        const answer = await fetch('/clock', { cache: 'no-store' });
        const { now } = (await answer.json()) as { now: number };
        this.clock.add(sent, now, performance.now());
      } catch {
        return; // the server is away; connecting again is already planned
      }
    }
  }

  private say(value: object): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(value));
    return true;
  }

  private later(wait: number, job: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      job();
    }, wait);
    this.timers.add(timer);
  }

  /** A machine that slept measures anew: its steady clock may have stood still. */
  private wake = (): void => {
    if (document.visibilityState !== 'visible') return;
    this.clock.forget();
    if (this.socket?.readyState === WebSocket.OPEN) this.probe(FEW);
  };
}

const BEST_OF_HTTP = 8;
