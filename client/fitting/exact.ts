import type { Known } from '../look/space';

const ASK = 700; // ms between two questions how far it is

export interface Step {
  readonly progress: number;
  readonly ahead: number;
}

/** What came of a drape: a garment is worn, bursts (it cannot be closed) or falls (it does not stay up). */
export interface Exact {
  readonly glb: ArrayBuffer;
  readonly came: 'worn' | 'bursts' | 'falls';
}

interface Status extends Step {
  readonly state: 'waiting' | 'making' | 'ready' | 'failed';
  readonly error: string | null;
  readonly report: { readonly garments?: readonly { readonly state?: string }[] } | null;
}

/** Thrown with the house's own sentence. */
export class Refused extends Error {
  override name = 'Refused';
}

/**
 * Has a look draped on her. This is the one place where measures leave the browser; they are forgotten there when the drape
 * is done, or when `signal` gives it up.
 */
export async function exact(
  look: string,
  size: string,
  known: Known,
  csrf: string,
  told: (step: Step) => void,
  signal: AbortSignal,
): Promise<Exact> {
  const { muscle: _, ...measures } = known;
  const asked = await fetch(`/api/looks/${look}/exact`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
    body: JSON.stringify({ size, measures }),
    signal,
  });
  const { key } = (await body(asked)) as { key: string };
  const leave = (): void => void fetch(`/api/fitting/${key}`, { method: 'DELETE', headers: { 'X-CSRFToken': csrf }, keepalive: true }).catch(() => undefined);
  signal.addEventListener('abort', leave);
  addEventListener('pagehide', leave);
  try {
    let report: Status['report'] = null;
    for (;;) {
      const status = (await body(await fetch(`/api/fitting/${key}`, { cache: 'no-store', signal }))) as unknown as Status;
      told(status);
      if (status.state === 'failed') throw new Refused(status.error ?? '');
      report = status.report;
      if (status.state === 'ready') break;
      await new Promise((resolve) => setTimeout(resolve, ASK));
    }
    const file = await fetch(`/api/fitting/${key}.glb`, { cache: 'no-store', signal });
    if (!file.ok) await body(file);
    const came = (state: string): boolean => !!report?.garments?.some((garment) => garment.state === state);
    return { glb: await file.arrayBuffer(), came: came('bursts') ? 'bursts' : came('falls') ? 'falls' : 'worn' };
  } finally {
    signal.removeEventListener('abort', leave);
    removeEventListener('pagehide', leave);
  }
}

async function body(response: Response): Promise<Record<string, unknown>> {
  const told = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok) throw new Refused(typeof told['error'] === 'string' ? told['error'] : '');
  return told;
}
