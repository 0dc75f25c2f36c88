/** Being told before a show: the form knows her clock, and a device that can be pushed to may ask for that instead. */
export function remindForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-remind]')) {
    const zone = form.elements.namedItem('zone');
    if (zone instanceof HTMLInputElement) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
    const button = form.querySelector<HTMLButtonElement>('[data-push-ask]');
    if (!button || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) continue;
    button.hidden = false;
    button.addEventListener('click', () => void ask(form, button));
  }
}

async function ask(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const said = form.querySelector<HTMLElement>('[data-push-said]');
  const say = (what: 'on' | 'denied' | 'failed', words = said?.dataset[what]): void => {
    if (said) said.textContent = words ?? '';
  };
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== 'granted') return say('denied');
    const { endpoint, keys } = (await subscribed()).toJSON();
    const wish = new FormData(form);
    wish.delete('email');
    for (const [name, value] of Object.entries({ endpoint, ...keys })) wish.set(name, value ?? '');
    const answer = await fetch(form.dataset.push ?? '', { method: 'POST', body: wish });
    if (answer.ok) return say('on');
    say('failed', ((await answer.json()) as { error?: string }).error);
  } catch (error) {
    console.warn(error);
    say('failed');
  } finally {
    button.disabled = false;
  }
}

/** This browser's subscription with the house's key; one made with another key is let go first. */
async function subscribed(): Promise<PushSubscription> {
  const answer = await fetch('/push-key.json');
  const { key } = (await answer.json()) as { key: string };
  await navigator.serviceWorker.register('/service-worker.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  if (old && base64url(old.options.applicationServerKey) === key) return old;
  await old?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function base64url(bytes: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
