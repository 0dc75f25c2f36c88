import type { Written } from '../fitting/store';

/**
 * On the checkout of something made to measure: a button that fills in what the fitting room keeps on this device.
 * It is there only when something is kept, and nothing is sent by it.
 */
export async function offerMeasures(): Promise<void> {
  const button = document.querySelector<HTMLButtonElement>('button[data-recall]');
  const form = button?.form;
  if (!button || !form) return;
  const { recall } = await import('../fitting/store');
  const kept = await recall();
  if (!kept?.['height']) return;
  button.hidden = false;
  button.addEventListener('click', () => fill(form, kept));
}

function fill(form: HTMLFormElement, kept: Written): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-measure]')) {
    input.value = kept[input.dataset.measure as string] || input.value;
  }
  const chart = form.elements.namedItem('chart');
  if (chart instanceof HTMLSelectElement && kept['sex']) chart.value = kept['sex'];
}
