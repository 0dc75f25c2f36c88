import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../common/strings/en.json';
import zh from '../common/strings/zh-hans.json';
import { advice, type Advice, type GarmentFit, type Wearer } from './advice.ts';
import { sentence } from './reason.ts';

interface Case {
  look: string;
  sex: 'f' | 'm';
  body: Wearer;
  advice: Omit<Advice, 'table'>;
  verdicts: Record<string, string>;
  eases: number[];
  sentences: Record<string, string>;
}
const file = new URL('../../tests/fixtures/fit.json', import.meta.url);
const fixture = JSON.parse(readFileSync(file, 'utf8')) as { looks: Record<string, GarmentFit[]>; cases: Case[] };
const tables: Record<string, Record<string, string>> = { en, 'zh-hans': zh };

const saying = (code: string) => (key: string, values: Record<string, string | number> = {}) =>
  (tables[code]?.[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

describe('advice', () => {
  it('is what Python advises, on every body, with every figure', () => {
    expect(fixture.cases.length).toBeGreaterThan(60);
    for (const { look, body, advice: wanted, verdicts, eases } of fixture.cases) {
      const { table, ...rest } = advice(fixture.looks[look] ?? [], body);
      expect(rest, look).toEqual(wanted);
      const said = Object.entries(table).map(([size, rows]) => [size, rows.map((e) => e.verdict).join(' ')]);
      expect(Object.fromEntries(said), look).toEqual(verdicts);
      eases.forEach((ease, k) => expect(table[rest.size]?.[k]?.ease).toBeCloseTo(ease, 8));
    }
  });

  it('says it in the same words', () => {
    for (const { look, body, sex, sentences } of fixture.cases)
      for (const [code, wanted] of Object.entries(sentences))
        expect(sentence(advice(fixture.looks[look] ?? [], body), saying(code), sex)).toBe(wanted);
  });

  it('tells only what it knows', () => {
    const [look, garments] = Object.entries(fixture.looks)[0] ?? ['', []];
    const known = advice(garments, { waist: 0.72 });
    expect(look && known.table['M']?.map((e) => e.place)).toEqual(['waist']);
  });
});
