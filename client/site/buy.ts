import { lastSize, rememberSize } from '../common/size';

/** The look page opens with the size chosen last, and remembers the one that goes into the bag. */
export function rememberSizes(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-buy]');
  const last = lastSize();
  const radio = last && form?.querySelector<HTMLInputElement>(`input[name="size"][value="${CSS.escape(last)}"]`);
  if (radio && !radio.disabled) radio.checked = true;
  form?.addEventListener('submit', () => rememberSize(String(new FormData(form).get('size') ?? '') || null));
  document.querySelector('form[data-erase]')?.addEventListener('submit', () => rememberSize(null));
}
