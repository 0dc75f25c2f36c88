import { Showings } from '../common/showings';

const STEP = 250; // ms
const HALF = 0.5; // of a picture that is to be on the screen

/** Counts the sponsors' pictures of a page that were seen, where she agreed to it. */
export function watchSponsors(): void {
  const placed = [...document.querySelectorAll<HTMLElement>('[data-sponsored]')];
  if (!placed.length) return;
  const showings = new Showings();
  const inSight = new Map<Element, string>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        const token = target.closest<HTMLElement>('[data-sponsored]')?.dataset.sponsored;
        if (token && intersectionRatio >= HALF) inSight.set(target, token);
        else inSight.delete(target);
      }
    },
    { threshold: [0, HALF] },
  );
  for (const each of placed) observer.observe(each.querySelector('img') ?? each);
  setInterval(() => {
    if (document.visibilityState === 'visible') showings.see([...inSight.values()], STEP / 1000);
  }, STEP);
  const leave = (): void => showings.leave();
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave());
  addEventListener('pagehide', leave);
}
