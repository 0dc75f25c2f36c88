const PAUSE = 600; // ms after the last change until the pieces are drawn anew

/**
 * A slider beside each number, and the pieces redrawn while one changes them. The page does the drawing; without this
 * script a button asks it to.
 */
export function bench(place: HTMLElement): void {
  const form = place.querySelector('form');
  const figure = place.querySelector<HTMLElement>('[data-flat]');
  const button = place.querySelector<HTMLElement>('[data-lay]');
  if (!form || !figure || !button) return;
  button.hidden = true;
  for (const field of place.querySelectorAll<HTMLInputElement>('.measure input[type=number]')) slider(field);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  const draw = async (): Promise<void> => {
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    figure.setAttribute('aria-busy', 'true');
    const said = new FormData(form);
    said.set('look', '1');
    if (!said.get('title')) said.set('title', '…');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: said, signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const drawn = page.querySelector('[data-flat]');
      if (drawn) figure.replaceChildren(...drawn.childNodes);
    } catch (error) {
      if (!mine.signal.aborted) console.warn(error);
    } finally {
      if (asked === mine) figure.removeAttribute('aria-busy'); // else a later drawing is under way
    }
  };
  form.addEventListener('input', (event) => {
    if (!(event.target as Element).closest('.measure, [name=chart], [name=size]')) return;
    clearTimeout(timer);
    timer = setTimeout(() => void draw(), PAUSE);
  });
}

/** The number's twin to drag; screen readers have the number. */
function slider(field: HTMLInputElement): void {
  const twin = document.createElement('input');
  Object.assign(twin, { type: 'range', min: field.min, max: field.max, step: field.step, value: field.value, tabIndex: -1 });
  twin.setAttribute('aria-hidden', 'true');
  twin.addEventListener('input', () => {
    field.value = twin.value;
  });
  field.addEventListener('input', () => {
    twin.value = field.value;
  });
  field.after(twin);
}
