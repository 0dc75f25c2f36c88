import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exact, Refused } from './exact';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

const HER = { sex: 'f', height: 1.675, hips: 1.032 } as const;
let asked: Asked[];
let answers: Record<string, unknown>[];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body = '' }: { method?: string; body?: string } = {}) => {
    asked.push({ method, url, body });
    if (method === 'DELETE') return new Response(null, { status: 204 });
    if (method === 'POST') return Response.json({ key: 'k' }, { status: 202 });
    if (url.endsWith('.glb')) return new Response(new Uint8Array([1, 2, 3]));
    return Response.json(answers.length > 1 ? answers.shift() : answers[0]);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const step = (state: string, progress: number, more: object = {}) => ({ state, progress, ahead: 0, error: null, report: null, ...more });

describe('a drape on her own body', () => {
  it('sends her measures in one body and in no address, and brings the file once it is there', async () => {
    answers = [step('waiting', 0), step('making', 0.5), step('ready', 1, { report: { garments: [{ state: 'worn' }, { state: 'bursts' }] } })];
    const seen: number[] = [];
    const drape = exact('ondo-01', 'M', HER, 'token', ({ progress }) => seen.push(progress), new AbortController().signal);
    await vi.advanceTimersByTimeAsync(5000);
    const { glb, came } = await drape;
    expect([glb.byteLength, came, seen]).toEqual([3, 'bursts', [0, 0.5, 1]]);
    const [first, ...others] = asked;
    expect(first).toEqual({ method: 'POST', url: '/api/looks/ondo-01/exact', body: JSON.stringify({ size: 'M', measures: HER }) });
    expect(others.every(({ method, body, url }) => method === 'GET' && !body && !/1\.6|1\.03|167|103/.test(url))).toBe(true);
  });

  it('is given up at the house when she turns to something else', async () => {
    answers = [step('making', 0.1)];
    const leaving = new AbortController();
    const drape = exact('ondo-01', 'M', HER, 'token', () => undefined, leaving.signal);
    drape.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    leaving.abort();
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', url: '/api/fitting/k' });
  });

  it('fails with the sentence of the house', async () => {
    answers = [step('failed', 0.2, { error: 'No adult body has these measures together.' })];
    const drape = exact('ondo-01', 'M', HER, 'token', () => undefined, new AbortController().signal);
    await expect(drape).rejects.toEqual(new Refused('No adult body has these measures together.'));
  });
});
