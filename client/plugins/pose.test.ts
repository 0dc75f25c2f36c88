import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ByteBuffer } from 'flatbuffers';
import { describe, expect, test } from 'vitest';
import { described } from './metadata';
import { poseTask } from './pose';
import { silenced } from './silent';

const require = createRequire(import.meta.url);
const model = new Uint8Array(readFileSync(require.resolve('@mediapipe/pose/pose_landmark_lite.tflite')));

/** Reads a FlatBuffer by the numbers of its fields, as its makers' own reader does. */
class Reader {
  readonly buffer: ByteBuffer;
  constructor(content: Uint8Array) {
    this.buffer = new ByteBuffer(content);
  }
  root = (): number => this.buffer.readInt32(0);
  field = (table: number, number: number): number => {
    const offset = this.buffer.__offset(table, 4 + 2 * number);
    if (!offset) throw new Error(`no field ${number}`);
    return table + offset;
  };
  table = (table: number, number: number): number => this.buffer.__indirect(this.field(table, number));
  tables = (table: number, number: number): number[] => {
    const vector = this.table(table, number);
    return Array.from({ length: this.buffer.readInt32(vector) }, (_, i) => this.buffer.__indirect(vector + 4 + 4 * i));
  };
  bytes = (table: number, number: number): Uint8Array => {
    const vector = this.table(table, number);
    return this.buffer.bytes().slice(vector + 4, vector + 4 + this.buffer.readInt32(vector));
  };
  floats = (table: number, number: number): number[] => {
    const vector = this.table(table, number);
    return Array.from({ length: this.buffer.readInt32(vector) }, (_, i) => this.buffer.readFloat32(vector + 4 + 4 * i));
  };
}

describe('a model with a description', () => {
  const [old, now] = [new Reader(model), new Reader(described(model, { mean: 127.5, std: 63.75 }))];
  const weights = (reader: Reader): number[] => reader.tables(reader.root(), 4);

  test('keeps its version, its operators and every weight', () => {
    expect(now.buffer.readInt32(now.field(now.root(), 0))).toBe(3);
    expect(now.tables(now.root(), 1)).toHaveLength(old.tables(old.root(), 1).length);
    expect(weights(now)).toHaveLength(weights(old).length + 1);
    const long = (reader: Reader): Uint8Array[] =>
      weights(reader)
        .slice(0, weights(old).length)
        .filter((buffer) => reader.buffer.__offset(buffer, 4))
        .map((buffer) => reader.bytes(buffer, 0));
    expect(long(now)).toEqual(long(old));
  });

  test('says how its input is normalised', () => {
    const entry = now.tables(now.root(), 6).at(-1) as number;
    expect(new TextDecoder().decode(now.bytes(entry, 0))).toBe('TFLITE_METADATA');
    const content = now.bytes(weights(now)[now.buffer.readInt32(now.field(entry, 1))] as number, 0);
    const facts = new Reader(content);
    expect(new TextDecoder().decode(content.subarray(4, 8))).toBe('M001');
    const [subgraph] = facts.tables(facts.root(), 3) as [number];
    const [input] = facts.tables(subgraph, 2) as [number];
    const [unit] = facts.tables(input, 4) as [number];
    expect(facts.buffer.readInt8(facts.field(unit, 0))).toBe(1);
    expect([facts.floats(facts.table(unit, 1), 0), facts.floats(facts.table(unit, 1), 1)]).toEqual([[127.5], [63.75]]);
  });

  test('keeps its weights where processors read them fastest', () => {
    for (const buffer of weights(now).filter((at) => now.buffer.__offset(at, 4))) {
      expect((now.table(buffer, 0) + 4) % 16).toBe(0);
    }
  });

  test('is refused when it is no model', () => {
    expect(() => described(new Uint8Array(64), { mean: 0, std: 255 })).toThrow('not a TensorFlow Lite model');
  });
});

test('the task is the same bytes each time, so that browsers keep it from one release to the next', async () => {
  const [once, again] = await Promise.all([poseTask('lite'), poseTask('lite')]);
  expect(Buffer.compare(once, again)).toBe(0);
});

test('MediaPipe as we ship it knows no other server', () => {
  const bundle = readFileSync(require.resolve('@mediapipe/tasks-vision').replace(/cjs$/, 'mjs'), 'utf8');
  const addresses = (code: string): string[] => [...code.matchAll(/https?:\/\/[^"'`\s]+/g)].map(([address]) => address);
  expect(addresses(bundle)).toEqual(['https://odml.pa.googleapis.com/v1/log']);
  expect(addresses(silenced(bundle))).toEqual([]);
  expect(() => silenced(silenced(bundle))).toThrow('another way');
});
