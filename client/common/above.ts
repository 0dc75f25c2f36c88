/** Keeps what lies at the foot of `root` above a bar that the page lays over it, through the CSS length `--lift`. */
export function above(root: HTMLElement, bar: HTMLElement | null): void {
  if (!bar) return;
  const lift = (): void => root.style.setProperty('--lift', `${bar.isConnected ? bar.offsetHeight : 0}px`);
  new ResizeObserver(lift).observe(bar);
  new MutationObserver(lift).observe(bar.parentElement ?? document.body, { childList: true });
}
