export const ASK_AGAIN = 6000; // ms between two questions whether the look is made

/** The address of a look's file as soon as it is made, or null when its making failed. */
export async function made(api: string): Promise<string | null> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
    if (document.visibilityState === 'hidden') continue;
    try {
      const answer = await fetch(api, { cache: 'no-cache' });
      const { glb, state } = (await answer.json()) as { glb: string | null; state: string };
      if (glb || state === 'failed') return glb;
    } catch {
      // The server is away; ask again.
    }
  }
}
