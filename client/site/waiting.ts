const PAUSE = 5000; // ms between two questions

interface Making {
  state: 'waiting' | 'making' | 'ready' | 'failed';
  progress: number;
  poster: string | null;
}

/** Posters of looks that are still being draped appear by themselves. */
export function awaitPosters(): void {
  const slugs = new Set([...document.querySelectorAll<HTMLElement>('[data-waiting]')].map((el) => el.dataset.waiting ?? ''));
  if (slugs.size) poll(() => askPosters(slugs));
}

async function askPosters(slugs: Set<string>): Promise<boolean> {
  for (const slug of slugs) {
    const look = await ask(`/api/looks/${slug}.json`);
    if (!look?.poster) continue;
    slugs.delete(slug);
    for (const place of document.querySelectorAll<HTMLElement>(`[data-waiting="${CSS.escape(slug)}"]`)) {
      const image = new Image(900, 1200);
      image.className = 'poster arriving';
      image.alt = '';
      image.src = look.poster;
      void image.decode().then(() => place.replaceWith(image), () => undefined);
    }
  }
  return slugs.size > 0;
}

/** The studio's page shows how far the draping is, and the result when it is there. */
export function awaitUpload(): void {
  const place = document.querySelector<HTMLElement>('[data-progress]');
  if (!place?.dataset.progress) return;
  const url = place.dataset.progress;
  poll(async () => {
    const made = await ask(url);
    if (!made) return true;
    if (made.state === 'ready' || made.state === 'failed') location.reload();
    const bar = place.querySelector('progress');
    if (bar) bar.value = made.progress;
    return made.state === 'waiting' || made.state === 'making';
  });
}

/** Ask again and again while `again` says so, and never while nobody looks. */
function poll(again: () => Promise<boolean>): void {
  const turn = async (): Promise<void> => {
    if (document.visibilityState === 'hidden' || (await again())) setTimeout(() => void turn(), PAUSE);
  };
  setTimeout(() => void turn(), PAUSE / 2);
}

async function ask(url: string): Promise<Making | null> {
  try {
    const answer = await fetch(url);
    return answer.ok ? ((await answer.json()) as Making) : null;
  } catch {
    return null;
  }
}
