import { afterEach, expect, test, vi } from 'vitest';
import { Camera, CameraTrouble } from './camera';

afterEach(() => vi.unstubAllGlobals());

const answering = (answer: () => Promise<never>): void => {
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: answer } });
};

test.each([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'missing'],
  ['NotReadableError', 'busy'],
  ['SomethingNewError', 'missing'],
])('a browser that answers %s has a camera that is %s', async (name, reason) => {
  answering(() => Promise.reject(new DOMException('no', name)));
  await expect(Camera.open()).rejects.toMatchObject({ reason });
});

test('an address that is not safe has no camera to ask for', async () => {
  vi.stubGlobal('navigator', {});
  await expect(Camera.open()).rejects.toBeInstanceOf(CameraTrouble);
  await expect(Camera.open()).rejects.toMatchObject({ reason: 'insecure' });
});
