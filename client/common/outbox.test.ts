import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Outbox } from './outbox';

const sent: { url: string; rows: number }[] = [];
let status = 202;
let beacon = true;

async function rows(body: Blob): Promise<number> {
  expect(body.type).toBe('application/json');
  const { interactions, impressions } = JSON.parse(await body.text()) as { interactions: []; impressions: [] };
  return interactions.length + impressions.length;
}

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  status = 202;
  beacon = true;
  vi.stubGlobal('fetch', async (url: string, { body }: { body: Blob }) => {
    sent.push({ url, rows: await rows(body) });
    return new Response('{}', { status, headers: { 'retry-after': '5' } });
  });
  vi.stubGlobal('navigator', {
    sendBeacon: (url: string, body: Blob) => {
      if (beacon) void rows(body).then((count) => sent.push({ url, rows: count }));
      return beacon;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const view = (index: number) => ({ type: 'view', item: `look-${index}`, at: index });

test('what happens close together travels together', async () => {
  const outbox = new Outbox('/e');
  outbox.add(view(1));
  outbox.addShown({ slate: 's', items: ['a'] });
  outbox.add(view(2));
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent).toEqual([{ url: '/e', rows: 3 }]);
  expect(outbox.waiting).toBe(0);
});

test('when the server is busy the rows wait and go again', async () => {
  const outbox = new Outbox('/e');
  status = 429;
  outbox.add(view(1));
  await vi.advanceTimersByTimeAsync(4500);
  expect(outbox.waiting).toBe(1);
  status = 202;
  await vi.advanceTimersByTimeAsync(6000);
  expect(sent.length).toBe(2);
  expect(outbox.waiting).toBe(0);
});

test('what the server refuses is not sent again', async () => {
  const outbox = new Outbox('/e');
  status = 403;
  outbox.add(view(1));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent.length).toBe(1);
  expect(outbox.waiting).toBe(0);
});

test('a page that goes leaves everything with the browser, in batches the server takes', async () => {
  const outbox = new Outbox('/e');
  for (let index = 0; index < 250; index++) outbox.add(view(index));
  outbox.flush(true);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent.map((batch) => batch.rows)).toEqual([100, 100, 50]);
});

test('memory is bounded while the server is away', () => {
  const outbox = new Outbox('/e');
  for (let index = 0; index < 5000; index++) outbox.add(view(index));
  expect(outbox.waiting).toBe(400);
});
