import { afterEach, expect, test, vi } from 'vitest';
import { told } from './told';

const LOOK = {
  slug: 'serein-03',
  title: 'Noon',
  house: { name: 'Serein' },
  offers: [
    { available: false, text: '€900' },
    { available: true, text: '€920' },
  ],
  page: '/en/looks/serein-03/',
  poster: '/media/a.webp',
  glb: null,
};

afterEach(() => vi.unstubAllGlobals());

test('a look is told with whole addresses and the price of what can be had', async () => {
  const asked = vi.fn(async () => ({ ok: true, json: async () => LOOK }));
  vi.stubGlobal('fetch', asked);
  const look = await told('https://week.example', 'serein-03', 'zh-hans');
  expect(look).toMatchObject({ title: 'Noon', price: '€920', glb: null, poster: 'https://week.example/media/a.webp' });
  expect(look.page).toBe('https://week.example/en/looks/serein-03/');
  expect(asked).toHaveBeenCalledWith('https://week.example/api/looks/serein-03', expect.objectContaining({ credentials: 'omit' }));
});

test('what names no look asks nobody, and a look that is not there is told so', async () => {
  const asked = vi.fn(async () => ({ ok: false, status: 404 }));
  vi.stubGlobal('fetch', asked);
  await expect(told('https://week.example', '../me', 'en')).rejects.toThrow('names no look');
  expect(asked).not.toHaveBeenCalled();
  await expect(told('https://week.example', 'nobody', 'en')).rejects.toThrow('404');
});
