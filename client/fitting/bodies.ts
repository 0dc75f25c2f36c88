import { type Known, Unlikely } from '../look/space';
import type { Answer, Ask, Build, Carried, Carry, Her } from './body.worker';

export type { Build, Her } from './body.worker';

type Said<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;

/** Bodies made in this browser, on another thread. */
export class Bodies {
  private readonly waiting = new Map<number, { done: (answer: Answer) => void; failed: (error: unknown) => void }>();
  private readonly known = new Map<string, Promise<Her>>();
  private count = 0;
  readonly build: Promise<Build>;

  /** `file`: where the mannequin is. */
  constructor(
    file: string,
    private readonly worker = new Worker(new URL('./body.worker.ts', import.meta.url), { type: 'module' }),
  ) {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      this.waiting.get(data.id)?.done(data);
      this.waiting.delete(data.id);
    });
    worker.addEventListener('error', (event) => {
      for (const { failed } of this.waiting.values()) failed(new Error(event.message));
      this.waiting.clear();
    });
    this.build = this.open(file);
    this.build.catch(() => undefined);
  }

  private async open(file: string): Promise<Build> {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${file} answered ${response.status}`);
    return part(await this.ask({ open: await response.arrayBuffer() }), 'build');
  }

  /** The likeliest adult with these measures; the same question is answered once. Rejects with `Unlikely` where there is none. */
  async fit(known: Known): Promise<Her> {
    const key = JSON.stringify(known);
    const before = this.known.get(key);
    if (before) return before;
    const asked = this.build.then(() => this.ask({ fit: known })).then((answer) => part(answer, 'her'));
    this.known.set(key, asked);
    asked.catch(() => this.known.delete(key));
    return asked;
  }

  /** Garments hung on another body. */
  async carry(carry: Carry): Promise<Carried> {
    await this.build;
    return part(await this.ask({ carry }), 'carried');
  }

  private ask(question: Said<Ask>): Promise<Answer> {
    const id = ++this.count;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.worker.postMessage({ ...question, id });
    });
  }
}

function part<K extends 'build' | 'her' | 'carried'>(answer: Answer, key: K): Extract<Answer, Record<K, unknown>>[K] {
  if ('unlikely' in answer) throw new Unlikely(answer.unlikely.why, answer.unlikely.measures);
  if ('failed' in answer) throw new Error(answer.failed);
  return (answer as Extract<Answer, Record<K, unknown>>)[key];
}
