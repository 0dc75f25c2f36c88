/** Programs of a phone that show a look in the room, where its browser cannot. */
export type Elsewhere = 'quick-look' | 'scene-viewer';

/**
 * Which of them there is here, for the files that there are. Apple's says so itself in Safari; in other browsers of an iPhone, which are
 * Safari within, it is there too (though not in Google's search app). Android's comes with Google's services; Firefox cannot call it.
 */
export function elsewhere(files: { readonly ar: string; readonly usdz: string }, agent = navigator.userAgent): Elsewhere | null {
  const apple = /iPad|iPhone|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
  if (apple) {
    const shows = document.createElement('a').relList?.supports('ar') || /CriOS|EdgiOS|FxiOS|DuckDuckGo/.test(agent);
    return files.ar && files.usdz && shows && !/GSA\//.test(agent) ? 'quick-look' : null;
  }
  return files.ar && /Android/.test(agent) && !/Firefox|OculusBrowser/.test(agent) ? 'scene-viewer' : null;
}
