// The typed arrays of a mannequin file (FRM1) or a drape space (FRD1): a JSON header, then one deflated stream each.

export type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export interface Unpacked {
  readonly meta: Record<string, unknown>;
  readonly arrays: ReadonlyMap<string, { readonly values: Numbers; readonly shape: readonly number[] }>;
}

interface Entry {
  dtype: string;
  shape: number[];
  offset: number;
  bytes: number;
  delta: boolean;
}

const TYPES = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;
const HEADER = 1 << 16;
const ROOM = 1 << 25; // bytes, most of all arrays together, unpacked

export class Broken extends Error {
  override name = 'Broken';
}

/** Reads a file whose first four letters are `magic`. Throws Broken for anything else. */
export async function unpack(data: ArrayBuffer, magic: string): Promise<Unpacked> {
  const bytes = new Uint8Array(data);
  if (bytes.length < 8 || String.fromCharCode(...bytes.subarray(0, 4)) !== magic) throw new Broken(`not a ${magic} file`);
  const size = new DataView(data).getUint32(4, true);
  if (size > HEADER || 8 + size > bytes.length) throw new Broken('the header is cut short');
  let meta: Record<string, unknown>;
  try {
    meta = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + size)));
  } catch {
    throw new Broken('the header cannot be read');
  }
  const table = Object.entries((meta?.arrays ?? {}) as Record<string, Entry>);
  let room = ROOM;
  const read = table.map(async ([name, entry]) => {
    const Type = TYPES[entry?.dtype as keyof typeof TYPES];
    if (!Type || !Array.isArray(entry.shape) || !entry.shape.every((k) => Number.isInteger(k) && k > 0 && k < 65536)) {
      throw new Broken(`${name} has an odd shape or type`);
    }
    const count = entry.shape.reduce((a, b) => a * b, 1);
    room -= count * Type.BYTES_PER_ELEMENT;
    const start = 8 + size + entry.offset;
    if (room < 0 || !(entry.offset >= 0) || !(entry.bytes >= 0) || start + entry.bytes > bytes.length) {
      throw new Broken(`${name} is too large, or outside the file`);
    }
    const raw = await inflated(bytes.subarray(start, start + entry.bytes), count * Type.BYTES_PER_ELEMENT, name);
    const values = new Type(raw);
    if (entry.delta) sum(values, entry.shape);
    return [name, { values, shape: entry.shape }] as const;
  });
  return { meta, arrays: new Map(await Promise.all(read)) };
}

async function inflated(stream: Uint8Array<ArrayBuffer>, length: number, name: string): Promise<ArrayBuffer> {
  const out = new Uint8Array(length);
  let at = 0;
  try {
    const reader = new Blob([stream]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (at + part.value.length > length) {
        await reader.cancel();
        throw new Broken(`${name} is longer than it says`);
      }
      out.set(part.value, at);
      at += part.value.length;
    }
  } catch (error) {
    throw error instanceof Broken ? error : new Broken(`${name} cannot be inflated`);
  }
  if (at !== length) throw new Broken(`${name} is shorter than it says`);
  return out.buffer;
}

/** Running sums along the last-but-one axis (the only one of a list), wrapping at the array's width. */
function sum(values: Numbers, shape: readonly number[]): void {
  const row = shape.length > 1 ? (shape.at(-1) as number) : 1;
  const block = row * (shape.length > 1 ? (shape.at(-2) as number) : (shape[0] as number));
  for (let start = 0; start < values.length; start += block) {
    for (let k = start + row; k < start + block; k++) values[k] = (values[k] as number) + (values[k - row] as number);
  }
}
