// Fits bodies on a thread of its own: a form stays quick while a body is looked for.

import { figure, type Fitted, fitted, type Known, type Mannequin, readMannequin, Surface, Tapes, Unlikely } from '../look/space';
import { carried, type Moved } from './carry';
import { stepped } from './cover';
import { passes, seen } from './judge';
import { zonesOf } from './zones';

export type Ask =
  | { readonly id: number; readonly open: ArrayBuffer }
  | { readonly id: number; readonly fit: Known }
  | { readonly id: number; readonly carry: Carry };

/** A garment: positions (n * 3) in metres and its triangles. */
export interface Cloth {
  readonly cloth: Float32Array;
  readonly triangles: Uint32Array;
}

/** Garments as they hang on one standing body, to be put on another. */
export interface Carry {
  readonly cloths: readonly Cloth[];
  readonly from: Float32Array; // (nb * 3) metres, the skin it hangs on
  readonly to: Float32Array;
}

/** One wearer as the page needs her: measures, and what a skeleton and its skin are made of. */
export interface Her {
  readonly sex: 'f' | 'm';
  readonly measures: Fitted['measures'];
  readonly rest: Float32Array;
  readonly joints: Float32Array;
  readonly turns: readonly (readonly [string, Float64Array])[];
  readonly root: readonly number[];
  readonly skin: Float32Array;
}

/** The garments on the other body, and how far (nb, metres) its skin steps back beneath them. */
export interface Carried {
  readonly cloths: readonly Float32Array[];
  readonly depth: Float32Array;
  readonly trusted: boolean;
}

/** What all bodies share. */
export interface Build {
  readonly triangles: Uint16Array;
  readonly jointNames: readonly string[];
  readonly parents: readonly number[];
  readonly jointIndices: Uint8Array;
  readonly jointWeights: Float32Array;
  readonly zones: Readonly<Record<'f' | 'm', Uint8Array>>;
}

export type Answer = { readonly id: number } & (
  | { readonly build: Build }
  | { readonly her: Her }
  | { readonly carried: Carried }
  | { readonly unlikely: { why: Unlikely['why']; measures: Unlikely['measures'] } }
  | { readonly failed: string }
);

let opened: { m: Mannequin; tapes: Tapes; skin: Surface } | undefined;

self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  void answer(data).then(
    (told) => self.postMessage(told),
    (error: unknown) => self.postMessage(refusal(data.id, error)),
  );
});

function refusal(id: number, error: unknown): Answer {
  if (error instanceof Unlikely) return { id, unlikely: { why: error.why, measures: error.measures } };
  return { id, failed: String(error) };
}

async function answer(ask: Ask): Promise<Answer> {
  if ('open' in ask) {
    const m = await readMannequin(ask.open);
    opened = { m, tapes: new Tapes(m), skin: new Surface(m.triangles, m.vertices) };
    return { id: ask.id, build: buildOf(m) };
  }
  if (!opened) throw new Error('no mannequin is open');
  const { m, tapes, skin } = opened;
  if ('carry' in ask) {
    const { cloths, from, to } = ask.carry;
    const moved = cloths.map((cloth) => carried(cloth, from, to, skin));
    const worn = cloths.map(({ triangles }, i) => ({ cloth: (moved[i] as Moved).cloth, triangles }));
    const trusted = moved.every((one) => one.trusted) && passes(seen({ skin: from, cloths }, { skin: to, cloths: worn }, skin));
    return { id: ask.id, carried: { cloths: worn.map(({ cloth }) => cloth), depth: stepped(to, worn, skin), trusted } };
  }
  const wearer = fitted(m, tapes, ask.fit);
  const { turns, ...stood } = figure(m, wearer);
  return { id: ask.id, her: { sex: ask.fit.sex, measures: wearer.measures, ...stood, turns: [...turns] } };
}

function buildOf(m: Mannequin): Build {
  const { triangles, jointNames, parents, jointIndices, jointWeights } = m;
  return { triangles, jointNames, parents, jointIndices, jointWeights, zones: { f: zonesOf(m, 'f'), m: zonesOf(m, 'm') } };
}
