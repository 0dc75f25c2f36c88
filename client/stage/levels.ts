/**
 * The files of a look in the order in which a stage wants them: the smallest at once, then the one it stays with. An address that ends
 * in `.near.glb` has `.far.glb` and `.mid.glb` beside it; any other file is all there is.
 */
export function levelsOf(url: string, physical: boolean): readonly string[] {
  const near = /\.near(\.glb(?:\?.*)?)$/;
  if (!near.test(url)) return [url];
  return [url.replace(near, '.far$1'), physical ? url : url.replace(near, '.mid$1')];
}

/** The file beside a look's that has its clips other than the walk. */
export const movesOf = (url: string): string => url.replace(/\.glb(\?.*)?$/, '.moves.glb$1');
