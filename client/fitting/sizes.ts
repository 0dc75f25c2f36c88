import type { GarmentFit } from './advice';
import type { Known, Measure, Sex } from '../look/space';

export type Chart = 'women' | 'men';
export type Girths = Readonly<Partial<Record<'bust' | 'waist' | 'hips', number>>>;

export interface Label extends Girths {
  readonly label: string;
  readonly size: string;
  readonly height?: number;
}

/** `/api/sizes.json`: charts and labels, metres, and where the mannequin is. */
export interface Sizes {
  readonly sizes: readonly string[];
  readonly charts: Readonly<Record<Chart, { readonly sex: Sex; readonly height: number; readonly sizes: Readonly<Record<string, Required<Girths>>> }>>;
  readonly labels: Readonly<Record<Chart, Readonly<Record<string, readonly Label[]>>>>;
  readonly limits: Readonly<Record<Measure, readonly [number, number]>>;
  readonly mannequin: string;
}

/** `/api/looks/<slug>/sizes.json`: a look in every size. */
export interface Run {
  readonly look: string;
  readonly title: string;
  readonly chart: Chart;
  readonly sizes: readonly {
    readonly size: string;
    readonly state: 'waiting' | 'making' | 'ready' | 'failed';
    readonly progress: number;
    readonly glb: string | null;
    readonly poster: string | null;
  }[];
  readonly garments: readonly Garment[];
}

export interface Garment extends GarmentFit {
  readonly title: string;
  readonly fabric: string;
}

/** An answer as JSON. Throws where there is none. */
export async function json<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}

/** The body that a size of a chart is made for. */
export function chartBody(sizes: Sizes, chart: Chart, size: string): Known {
  const { sex, height, sizes: lines } = sizes.charts[chart];
  const line = lines[size];
  if (!line) throw new Error(`the ${chart}'s chart has no ${size}`);
  return { sex, height, ...line };
}

/** The size of a chart whose girths are nearest to hers. */
export function nearestSize(sizes: Sizes, chart: Chart, measures: Required<Girths>): string {
  const miss = (size: string): number => {
    const line = sizes.charts[chart].sizes[size];
    return line ? (['bust', 'waist', 'hips'] as const).reduce((sum, name) => sum + (line[name] - measures[name]) ** 2, 0) : Infinity;
  };
  return [...sizes.sizes].sort((a, b) => miss(a) - miss(b))[0] as string;
}

/** The size to show where `wanted` is asked for: itself when it is ready, else the nearest in the run that is, the larger of two. */
export function readySize(sizes: Sizes, run: Run, wanted: string): Run['sizes'][number] | null {
  const off = ({ size }: { size: string }): number => Math.abs(sizes.sizes.indexOf(size) - sizes.sizes.indexOf(wanted) - 0.1);
  return run.sizes.filter(({ glb }) => glb !== null).sort((a, b) => off(a) - off(b))[0] ?? null;
}
