const SECOND = 1; // on end, in sight, until a showing counts (Media Rating Council, Viewable Ad Impression Guidelines, 2014)
const MOST = 12; // showings told at once

type Send = (body: string) => void;

/** Whether she agreed to be counted, and no program steers this browser. */
const counted = (): boolean => /(^|; )fr_consent=(yes|[^;]*\bmeasure\b)/.test(document.cookie) && !navigator.webdriver;

/** Tells the server; what she has not agreed to it refuses. */
const post: Send = (body) => {
  void fetch('/api/sponsors/seen', { method: 'POST', body, headers: { 'content-type': 'application/json' }, keepalive: true }).catch(
    () => {}, // a showing that is not told is not paid for
  );
};

/**
 * Seconds for which sponsors' pictures were in sight. A showing is told when it has been so for a second on end, and once more as
 * the page goes, with all its seconds. Without her consent nothing is measured.
 */
export class Showings {
  private readonly onEnd = new Map<string, number>();
  private readonly total = new Map<string, number>();
  private readonly told = new Map<string, number>();

  constructor(
    private readonly measuring: () => boolean = counted,
    private readonly send: Send = post,
  ) {}

  /** For `seconds` more these were in sight, and no others. */
  see(tokens: readonly string[], seconds: number): void {
    const seen = new Set(this.measuring() ? tokens : []);
    for (const token of [...this.onEnd.keys()]) if (!seen.has(token)) this.onEnd.delete(token);
    const fresh: string[] = [];
    for (const token of seen) {
      const onEnd = (this.onEnd.get(token) ?? 0) + seconds;
      this.onEnd.set(token, onEnd);
      const before = this.total.get(token);
      if (before !== undefined) this.total.set(token, before + seconds);
      else if (onEnd >= SECOND) {
        this.total.set(token, onEnd);
        fresh.push(token);
      }
    }
    this.tell(fresh);
  }

  /** The page goes, or goes out of sight. */
  leave(): void {
    this.tell([...this.total.keys()].filter((token) => (this.total.get(token) ?? 0) >= (this.told.get(token) ?? 0) + SECOND));
    this.onEnd.clear();
  }

  private tell(tokens: readonly string[]): void {
    if (!tokens.length || !this.measuring()) return;
    const rows = tokens.slice(0, MOST).map((token) => [token, Math.round((this.total.get(token) ?? 0) * 10) / 10] as const);
    for (const [token, seconds] of rows) this.told.set(token, seconds);
    this.send(JSON.stringify({ seen: rows }));
  }
}
