import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ASK_AGAIN, made } from './made';

function server(...answers: (object | Error)[]) {
  const asked = vi.fn(async () => {
    const next = answers.shift();
    if (!next || next instanceof Error) throw next ?? new Error('asked once too often');
    return { json: async () => next };
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { visibilityState: 'visible' });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a look that is being made is asked for until it is there, also when the server was away', async () => {
  server({ glb: null, state: 'making' }, new Error('away'), { glb: '/media/a.glb', state: 'ready' });
  const found = made('/api/looks/a.json');
  await vi.advanceTimersByTimeAsync(3 * ASK_AGAIN);
  expect(await found).toBe('/media/a.glb');
});

test('a look whose making failed is not asked for again', async () => {
  const asked = server({ glb: null, state: 'failed' });
  const found = made('/api/looks/a.json');
  await vi.advanceTimersByTimeAsync(5 * ASK_AGAIN);
  expect(await found).toBeNull();
  expect(asked).toHaveBeenCalledTimes(1);
});
