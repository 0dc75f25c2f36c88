const KEY = 'fr_size';

/** The size this visitor chose last, in this browser alone; null when she has not, or does not let sites keep things. */
export function lastSize(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Remember a size; null forgets it. Made to measure is asked for anew each time: it costs more. */
export function rememberSize(size: string | null): void {
  if (size === 'made') return;
  try {
    if (size === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, size);
  } catch {
    // it is chosen again next time
  }
}
