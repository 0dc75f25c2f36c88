/**
 * Which size to take, and why: `frontrow/look/fit/advice.py`, step by step, so that measurements need not leave the
 * browser. `tests/fixtures/fit.json` holds both to the same answers.
 */

/** A garment in every size, as `/api/looks/<slug>/sizes.json` has it; lengths in metres. */
export interface GarmentFit {
  name: string;
  hangs: 'neck' | 'waist';
  reach: number;
  stretch: Record<string, number>;
  finished: Record<string, Record<string, number>>;
  design: Record<string, Record<string, number>>;
}

/** A body's measures, metres; of those that are not known no ease is told. */
export type Wearer = Partial<
  Record<'bust' | 'waist' | 'hips' | 'shoulder' | 'nape_height' | 'waist_height', number>
>;

export type Verdict = 'pulls' | 'close' | 'right' | 'loose' | 'large' | 'short' | 'long';

export interface Ease {
  garment: string;
  place: string;
  ease: number;
  design: number;
  least: number;
  verdict: Verdict;
}

export interface Fact {
  kind: 'ease' | 'pulls' | 'close' | 'large';
  size: string;
  garment: string;
  place: string;
  cm: number;
}

export interface Advice {
  size: string;
  outcome: 'fits' | 'large' | 'none';
  apart: Record<string, string>;
  reason: Fact[];
  table: Record<string, Ease[]>;
}

const PLACES = ['bust', 'waist', 'hips', 'shoulder', 'length'] as const;
const NEED: Record<string, number> = { bust: 0.02, waist: 0.01, hips: 0.02, shoulder: -0.015 };
const WEIGHT: Record<string, number> = { bust: 1, waist: 1, hips: 1, shoulder: 0.5 };
const HEIGHTS = { neck: 'nape_height', waist: 'waist_height' } as const;
const CLOSER = 0.02;
const SLACK = 0.04;
const SHARE = 0.3;
const LARGE = 2.5;
const LENGTH = 0.03;
const TIGHT = 2;

/** place -> metres that a garment of finished `measures` has over the body. */
export function eases(
  measures: Record<string, number>,
  body: Wearer,
  hangs: GarmentFit['hangs'],
  reach: number,
): Record<string, number> {
  const out: Record<string, number> = {};
  for (const place of PLACES) {
    const made = measures[place];
    if (made === undefined) continue;
    if (place === 'length') {
      const height = body[HEIGHTS[hangs]];
      if (height !== undefined) out[place] = made - reach * height;
    } else {
      const girth = body[place];
      if (girth !== undefined) out[place] = made - girth;
    }
  }
  return out;
}

const slack = (meant: number): number => Math.max(SLACK, SHARE * meant);
const millimetres = (metres: number): number => Math.floor(1000 * metres + 0.5);

function verdict(ease: number, meant: number, least: number): Verdict {
  if (millimetres(ease) < millimetres(least)) return 'pulls';
  if (ease < meant - CLOSER) return 'close';
  const over = (ease - meant) / slack(meant);
  return over > LARGE ? 'large' : over > 1 ? 'loose' : 'right';
}

/** A garment in one size on a body, place by place. */
export function judged(garment: GarmentFit, size: string, body: Wearer): Ease[] {
  const finished = garment.finished[size] ?? {};
  const design = garment.design[size] ?? {};
  return Object.entries(eases(finished, body, garment.hangs, garment.reach)).map(([place, ease]) => {
    const meant = design[place] ?? 0;
    const at = { garment: garment.name, place, ease, design: meant };
    if (place === 'length') {
      const said = ease < -LENGTH ? 'short' : ease > LENGTH ? 'long' : 'right';
      return { ...at, least: -LENGTH, verdict: said };
    }
    const give = (garment.stretch[place] ?? 0) * (finished[place] ?? 0);
    const least = Math.min((NEED[place] ?? 0) - give, meant);
    return { ...at, least, verdict: verdict(ease, meant, least) };
  });
}

const counts = (e: Ease): boolean => e.place in WEIGHT;

/** Millimetres that a size lacks, all places together. */
const lack = (eases: Ease[]): number =>
  eases
    .filter(counts)
    .reduce((sum, e) => sum + Math.max(millimetres(e.least) - millimetres(e.ease), 0), 0);

/** How far a size is from what is meant, in thousandths of the square of a slack. */
function miss(eases: Ease[]): number {
  let total = 0;
  for (const e of eases.filter(counts)) {
    const off = (e.ease - e.design) / slack(e.design);
    total += (WEIGHT[e.place] ?? 0) * (off < 0 ? TIGHT : 1) * off * off;
  }
  return Math.floor(1000 * total + 0.5);
}

function best(sizes: string[], table: (size: string) => Ease[]): string {
  const ranked = sizes.map((size) => ({ size, lack: lack(table(size)), miss: miss(table(size)) }));
  ranked.sort((a, b) => a.lack - b.lack || a.miss - b.miss || sizes.indexOf(a.size) - sizes.indexOf(b.size));
  return ranked[0]?.size ?? '';
}

/** The size of a look for a body: the smallest pull wins, then the least miss of the ease that is meant. */
export function advice(garments: GarmentFit[], body: Wearer): Advice {
  const sizes = Object.keys(garments[0]?.finished ?? {});
  const table: Record<string, Ease[]> = {};
  for (const size of sizes) table[size] = garments.flatMap((garment) => judged(garment, size, body));
  const rows = (size: string): Ease[] => table[size] ?? [];
  const size = best(sizes, rows);
  const apart: Record<string, string> = {};
  for (const { name } of garments)
    apart[name] = best(sizes, (each) => rows(each).filter((e) => e.garment === name));
  const has = (word: Verdict): boolean => rows(size).some((e) => e.verdict === word);
  const outcome = has('pulls') ? 'none' : has('large') ? 'large' : 'fits';
  return { size, outcome, apart, reason: reason(rows, sizes, size), table };
}

function reason(rows: (size: string) => Ease[], sizes: string[], size: string): Fact[] {
  const here = rows(size).filter(counts);
  const pulls = told(here, 'pulls', size);
  if (pulls.length) return pulls.slice(0, 2);
  const girths = here.filter((e) => e.place !== 'shoulder');
  const spare = (e: Ease): number => millimetres(e.ease - e.least);
  const among = girths.length ? girths : here;
  const found: Fact[] = [];
  const closest = among.reduce<Ease | undefined>((a, b) => (a && spare(a) <= spare(b) ? a : b), undefined);
  if (closest) found.push(fact('ease', size, closest, closest.ease));
  const below = sizes[sizes.indexOf(size) - 1];
  if (below !== undefined) {
    const there = rows(below).filter(counts);
    const tight = told(there, 'pulls', below);
    found.push(...(tight.length ? tight : told(there, 'close', below)).slice(0, 1));
  }
  return [...found, ...told(here, 'large', size).slice(0, 1)];
}

/** The facts of one kind, the largest first. */
function told(eases: Ease[], kind: 'pulls' | 'close' | 'large', size: string): Fact[] {
  const by = { pulls: (e: Ease) => e.least - e.ease, close: (e: Ease) => e.design - e.ease, large: (e: Ease) => e.ease - e.design };
  const facts = eases.filter((e) => e.verdict === kind).map((e) => fact(kind, size, e, by[kind](e)));
  return facts.sort((a, b) => b.cm - a.cm);
}

function fact(kind: Fact['kind'], size: string, e: Ease, metres: number): Fact {
  const half = Math.floor(200 * metres + 0.5) / 2;
  return { kind, size, garment: e.garment, place: e.place, cm: kind === 'pulls' ? Math.max(half, 0.5) : half };
}
