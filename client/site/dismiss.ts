/** "Not interested" answers in place and can be undone; without this script each is an ordinary form. */
export function dismissForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-dismiss]')) {
    const card = form.closest('li');
    const undo = card?.querySelector<HTMLFormElement>('form[data-undo]');
    if (!card || !undo) continue;
    for (const [pressed, gone] of [
      [form, true],
      [undo, false],
    ] as const) {
      pressed.addEventListener('submit', (event) => {
        event.preventDefault();
        void send(pressed).then(
          () => show(card, undo, gone),
          () => pressed.submit(),
        );
      });
    }
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const headers = { Accept: 'application/json' };
  const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers });
  if (!answer.ok) throw new Error(String(answer.status));
}

function show(card: Element, undo: HTMLFormElement, gone: boolean): void {
  card.classList.toggle('gone', gone);
  undo.hidden = !gone;
  const next = gone ? undo : card.querySelector('form[data-dismiss]');
  next?.querySelector('button')?.focus();
}
