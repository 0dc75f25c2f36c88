/** One row of `POST /e`. */
export interface Did {
  type: string;
  item: string;
  at: number;
  value?: number;
  page?: string;
}

export interface Shown {
  slate: string;
  items: string[];
  place?: string;
  model?: string;
  propensities?: number[];
}

const ROWS = 100; // a batch, well below the server's 200
const KEPT = 400; // rows that may wait; beyond it the oldest go
const SOON = 4000; // ms between the first row and its batch

/** Rows on their way to the server: sent in batches, again later when it is busy, by beacon when the page goes. */
export class Outbox {
  private did: Did[] = [];
  private shown: Shown[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly url: string) {}

  add(row: Did): void {
    this.did.push(row);
    if (this.did.length > KEPT) this.did.shift();
    this.plan(SOON);
  }

  addShown(row: Shown): void {
    this.shown.push(row);
    if (this.shown.length > KEPT) this.shown.shift();
    this.plan(SOON);
  }

  get waiting(): number {
    return this.did.length + this.shown.length;
  }

  forget(): void {
    this.did = [];
    this.shown = [];
  }

  /** Sends what waits; `leaving` when the page may be gone in a moment. */
  flush(leaving = false): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.waiting) {
      const interactions = this.did.splice(0, ROWS);
      const impressions = this.shown.splice(0, ROWS - interactions.length);
      const body = new Blob([JSON.stringify({ interactions, impressions })], { type: 'application/json' });
      if (leaving && navigator.sendBeacon(this.url, body)) continue;
      void this.send(body, interactions, impressions);
      if (!leaving) return this.waiting ? this.plan(SOON) : undefined;
    }
  }

  private async send(body: Blob, interactions: Did[], impressions: Shown[]): Promise<void> {
    let wait = 0;
    try {
      const answer = await fetch(this.url, { method: 'POST', body, keepalive: true });
      if (answer.status === 429 || answer.status === 503) wait = Number(answer.headers.get('retry-after')) || 10;
    } catch {
      wait = 30; // no connection
    }
    if (!wait) return; // kept, or refused for good: sending it again would change nothing
    this.did = [...interactions, ...this.did].slice(-KEPT);
    this.shown = [...impressions, ...this.shown].slice(-KEPT);
    this.plan(wait * 1000);
  }

  private plan(wait: number): void {
    this.timer ??= setTimeout(() => this.flush(), wait);
  }
}
