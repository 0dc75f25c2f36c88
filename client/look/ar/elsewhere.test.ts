import { afterEach, expect, test, vi } from 'vitest';
import { elsewhere } from './elsewhere';

const FILES = { ar: '/media/look.ar.glb', usdz: '/media/look.usdz' };
const AGENTS = {
  safari: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  chromeOnIphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
  android: 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
  firefox: 'Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0',
  quest: 'Mozilla/5.0 (X11; Linux x86_64; Quest 3) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/40.0 Chrome/140.0 VR Safari/537.36',
  desk: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
};

/** A browser whose links can, or cannot, open Apple's viewer. */
const links = (ar: boolean): void => void vi.stubGlobal('document', { createElement: () => ({ relList: { supports: () => ar } }) });

afterEach(() => vi.unstubAllGlobals());

test('an iPhone hands the look to Quick Look, in Safari as in Chrome', () => {
  links(true);
  expect(elsewhere(FILES, AGENTS.safari)).toBe('quick-look');
  links(false);
  expect(elsewhere(FILES, AGENTS.chromeOnIphone)).toBe('quick-look');
});

test('an iPhone that has no Quick Look, or a look without its file, offers nothing', () => {
  links(false);
  expect(elsewhere(FILES, AGENTS.safari)).toBeNull();
  links(true);
  expect(elsewhere({ ...FILES, usdz: '' }, AGENTS.safari)).toBeNull();
});

test('Android hands it to Scene Viewer, but for browsers that cannot call it', () => {
  expect(elsewhere(FILES, AGENTS.android)).toBe('scene-viewer');
  expect(elsewhere({ ...FILES, ar: '' }, AGENTS.android)).toBeNull();
  expect(elsewhere(FILES, AGENTS.firefox)).toBeNull();
});

test('a headset and a desk have no such program', () => {
  expect(elsewhere(FILES, AGENTS.quest)).toBeNull();
  expect(elsewhere(FILES, AGENTS.desk)).toBeNull();
});
