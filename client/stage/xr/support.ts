/** What a page asks before it offers anything immersive; small, so that it is in every page's own script. */

async function supports(mode: XRSessionMode): Promise<boolean> {
  return (await navigator.xr?.isSessionSupported(mode).catch(() => false)) ?? false;
}

/** Tells `offer` once whether a session of that kind can be had, and again whenever a headset is put on or unplugged. */
export function whenSupported(mode: XRSessionMode, offer: (can: boolean) => void): void {
  const ask = (): void => void supports(mode).then(offer);
  ask();
  navigator.xr?.addEventListener('devicechange', ask);
}
