import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { storyActs } from './stories';

class Button extends EventTarget {
  disabled = false;
  hidden = true;
  textContent = '';
  readonly said: Record<string, string> = {};
  constructor(readonly dataset: Record<string, string>) {
    super();
  }
  setAttribute = (name: string, value: string): void => void (this.said[name] = value);
  press = (): boolean => this.dispatchEvent(new Event('click'));
}

class Form extends EventTarget {
  readonly action = '/en/stories/ten-folds/like/';
  readonly submit = vi.fn();
  constructor(readonly button: Button) {
    super();
  }
  querySelector = (): Button => this.button;
  press(): boolean {
    return !this.dispatchEvent(new Event('submit', { cancelable: true }));
  }
}

let heart: Button;
let form: Form;
let share: Button;
let told: { textContent: string };
let asked: [string, RequestInit][];
let answer: () => Promise<Response>;

beforeEach(() => {
  heart = new Button({ on: 'Liked', off: 'Like' });
  form = new Form(heart);
  share = new Button({ copied: 'The address is copied.' });
  told = { textContent: '' };
  asked = [];
  answer = async () => Response.json({ liked: true });
  vi.stubGlobal('document', {
    title: 'Ten folds',
    querySelectorAll: (selector: string) => (selector === 'form[data-like]' ? [form] : [share]),
    querySelector: () => told,
  });
  vi.stubGlobal('location', { origin: 'https://house.example', pathname: '/en/stories/ten-folds/', search: '?from=her' });
  vi.stubGlobal('FormData', class {});
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    asked.push([address, init]);
    return answer();
  });
  storyActs();
});

afterEach(() => vi.unstubAllGlobals());

test('liking is answered in place, and may be taken back', async () => {
  expect(form.press()).toBe(true);
  await vi.waitFor(() => expect(heart.textContent).toBe('Liked'));
  expect(heart.said['aria-pressed']).toBe('true');
  expect(asked[0]).toMatchObject(['/en/stories/ten-folds/like/', { method: 'POST', headers: { Accept: 'application/json' } }]);
  answer = async () => Response.json({ liked: false });
  form.press();
  await vi.waitFor(() => expect(heart.textContent).toBe('Like'));
  expect(heart.said['aria-pressed']).toBe('false');
  expect(form.submit).not.toHaveBeenCalled();
});

test('a second press waits for the answer to the first', async () => {
  form.press();
  form.press();
  await vi.waitFor(() => expect(heart.disabled).toBe(false));
  expect(asked).toHaveLength(1);
});

test.each([
  ['nothing answers', async () => Promise.reject(new TypeError('offline'))],
  ['the house refuses', async () => new Response('', { status: 429 })],
  ['the answer is a page', async () => new Response('<html>')],
])('where %s, the form goes as it would without a script', async (_, wrong) => {
  answer = wrong;
  form.press();
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  expect(heart).toMatchObject({ textContent: '', disabled: false });
});

test('sharing is offered where there is a script, and hands on the address without its tail', async () => {
  const sheet = vi.fn(async () => {});
  vi.stubGlobal('navigator', { share: sheet });
  expect(share.hidden).toBe(false);
  share.press();
  expect(sheet).toHaveBeenCalledWith({ title: 'Ten folds', url: 'https://house.example/en/stories/ten-folds/' });
});

test('where nothing can be shared the address is copied, and that is said', async () => {
  const writeText = vi.fn(async () => {});
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  share.press();
  await vi.waitFor(() => expect(told.textContent).toBe('The address is copied.'));
  expect(writeText).toHaveBeenCalledWith('https://house.example/en/stories/ten-folds/');
});

test('a sheet that she closes says nothing', async () => {
  const sheet = vi.fn(() => Promise.reject(new DOMException('closed', 'AbortError')));
  vi.stubGlobal('navigator', { share: sheet });
  share.press();
  await vi.waitFor(() => expect(sheet).toHaveBeenCalledOnce());
  expect(told.textContent).toBe('');
});
