const SOON = 2500; // ms between two questions while it is being draped
const LATER = 6000; // and while others are before it

/**
 * Place in the queue, time left and progress stay as they are; the look appears by itself when it is there, unless
 * somebody is writing: then a link says that it is.
 */
export function drape(place: HTMLElement): void {
  let written = false;
  document.addEventListener('input', () => (written = true));
  const address = place.dataset.drapes ?? '';
  const before = place.dataset.glb ?? '';
  const turn = async (): Promise<void> => {
    if (document.visibilityState === 'visible') {
      const told = await piece(address);
      if (told && !show(place, told, before, written)) return;
    }
    setTimeout(() => void turn(), place.dataset.state === 'waiting' ? LATER : SOON);
  };
  if (going(place)) setTimeout(() => void turn(), SOON);
}

const going = (place: HTMLElement): boolean => ['waiting', 'making', 'finishing'].includes(place.dataset.state ?? '');

/** Puts what was told in its place; false when there is nothing more to wait for. */
function show(place: HTMLElement, told: HTMLElement, before: string, written: boolean): boolean {
  const there = (told.dataset.glb ?? '') !== before;
  if ((there || told.dataset.state === 'failed') && !written) {
    location.reload();
    return false;
  }
  if (told.innerHTML !== place.innerHTML) place.replaceChildren(...told.childNodes);
  place.dataset.state = told.dataset.state ?? '';
  if (!there) return going(place);
  const link = document.createElement('a');
  Object.assign(link, { href: location.pathname, className: 'button', textContent: place.dataset.there ?? '' });
  place.replaceChildren(link);
  return false;
}

async function piece(address: string): Promise<HTMLElement | null> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector<HTMLElement>('[data-drapes]');
  } catch {
    return null; // the school's network, for a moment
  }
}
