/** On a story's page: liking answers in place, and sharing hands the address on. Without this script liking is a form. */
export function storyActs(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-like]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void like(form);
    });
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-share]')) {
    button.hidden = false;
    button.addEventListener('click', () => void share(button));
  }
}

async function like(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button');
  if (!button || button.disabled) return;
  button.disabled = true;
  try {
    const headers = { Accept: 'application/json' };
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers });
    if (!answer.ok) throw new Error(String(answer.status));
    const { liked } = (await answer.json()) as { liked: boolean };
    button.setAttribute('aria-pressed', String(liked));
    button.textContent = (liked ? button.dataset.on : button.dataset.off) ?? '';
  } catch {
    form.submit();
  } finally {
    button.disabled = false;
  }
}

async function share(button: HTMLButtonElement): Promise<void> {
  const address = location.origin + location.pathname;
  try {
    if (navigator.share) await navigator.share({ title: document.title, url: address });
    else {
      await navigator.clipboard.writeText(address);
      const told = document.querySelector('[data-shared]');
      if (told) told.textContent = button.dataset.copied ?? '';
    }
  } catch {
    // She closed the sheet, or the browser does not allow it: nothing was shared, and nothing is said.
  }
}
