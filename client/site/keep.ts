/** Save buttons answer at once; without this script each is an ordinary form. */
export function keepForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-keep]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void keep(form);
    });
  }
}

async function keep(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button');
  if (!button || button.disabled) return;
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new FormData(form),
      headers: { Accept: 'application/json' },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { saved, count } = (await answer.json()) as { saved: boolean; count: number };
    show(button, saved);
    for (const place of document.querySelectorAll('[data-count="saved"]')) place.textContent = count ? String(count) : '';
  } catch {
    form.submit();
  } finally {
    button.disabled = false;
  }
}

function show(button: HTMLButtonElement, saved: boolean): void {
  button.setAttribute('aria-pressed', String(saved));
  button.textContent = (saved ? button.dataset.on : button.dataset.off) ?? '';
}
