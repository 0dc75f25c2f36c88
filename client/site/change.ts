/**
 * Choices that change what a form shows (where a parcel goes) act at once, and their buttons step back.
 * `data-submit` sends its form; `data-again`, and the country, ask for the checkout's form anew with what is filled in.
 */
export function submitOnChange(): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-submit]')) {
    const form = select.form;
    if (!form) continue;
    for (const button of form.querySelectorAll('button')) button.hidden = true;
    select.addEventListener('change', () => form.requestSubmit());
  }
  const form = document.querySelector<HTMLFormElement>('form[data-checkout]');
  const again = form?.querySelector<HTMLButtonElement>('button[name="again"]');
  if (!form || !again) return;
  again.hidden = true;
  form.addEventListener('change', (event) => {
    const changed = event.target as HTMLElement;
    if (changed.matches('[name="country"], [data-again]')) form.requestSubmit(again);
  });
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault(); // a double click is one click; the server would take it for one as well
    sent = true;
  });
  addEventListener('pageshow', () => (sent = false));
}
