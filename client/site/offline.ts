/**
 * Whoever keeps something here, or has the house on her home screen, sees a page of the house when the network is gone.
 * A browser that was only shown pages is left as it was.
 */
export function standOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  const kept = [...document.querySelectorAll('[data-count]')].some((each) => each.textContent?.trim());
  if (!kept && !matchMedia('(display-mode: standalone)').matches) return;
  const register = (): void => {
    navigator.serviceWorker.register('/service-worker.js').catch((error: unknown) => console.warn(error));
  };
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
