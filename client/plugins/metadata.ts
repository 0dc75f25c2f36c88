import { Builder } from 'flatbuffers';
import { Front } from './front.ts';

/** How a picture's bytes become a model's input: (value - mean) / std, values in 0..255. */
export interface Normalization {
  readonly mean: number;
  readonly std: number;
}

const IDENTIFIER = 'TFL3';
const NAME = 'TFLITE_METADATA'; // the entry under which MediaPipe looks for a model's description
const ALIGNMENT = 16; // bytes; weights are read in place
const FIELDS = 8; // of the table Model: version, operator_codes, subgraphs, description, buffers, and the two below
const VERSION = 0;
const BUFFERS = 4;
const METADATA = 6;

/**
 * A TensorFlow Lite model that says how its one input image is normalised, as MediaPipe's tasks demand. The weights
 * stay where they are: a new root goes in front of the old file and points into it.
 * Layout: schema.fbs of TensorFlow Lite (3c) and metadata_schema.fbs (M001).
 */
export function described(model: Uint8Array, input: Normalization): Uint8Array {
  const old = new DataView(model.buffer, model.byteOffset, model.byteLength);
  if (String.fromCharCode(...model.subarray(4, 8)) !== IDENTIFIER) throw new Error('this is not a TensorFlow Lite model');
  const root = old.getUint32(0, true);
  const fields = Array.from({ length: FIELDS }, (_, field) => place(old, root, field));
  const buffers = elements(old, fields[BUFFERS] as number);
  const entries = elements(old, fields[METADATA] as number);
  const front = new Front();
  const start = front.take(8);
  const table = front.table(fields.map((at, field) => !!at || field === METADATA));
  const manyBuffers = front.vector(buffers.length + 1);
  const manyEntries = front.vector(entries.length + 1);
  const entry = front.table([true, true]); // name, buffer
  const buffer = front.table([true]); // data
  const name = front.vector(new TextEncoder().encode(`${NAME}\0`));
  front.set(name, NAME.length);
  const data = front.vector(metadata(input), ALIGNMENT);
  const size = front.take(0, ALIGNMENT);

  front.point(start, table);
  front.content().set(model.subarray(4, 8), start + 4);
  fields.forEach((at, field) => {
    const slot = table + 4 * (field + 1);
    if (field === BUFFERS) front.point(slot, manyBuffers);
    else if (field === METADATA) front.point(slot, manyEntries);
    else if (at && field === VERSION) front.set(slot, old.getUint32(at, true));
    else if (at) front.point(slot, size + at + old.getUint32(at, true));
  });
  [...buffers.map((at) => size + at), buffer].forEach((at, i) => front.point(manyBuffers + 4 * (i + 1), at));
  [...entries.map((at) => size + at), entry].forEach((at, i) => front.point(manyEntries + 4 * (i + 1), at));
  front.point(entry + 4, name);
  front.set(entry + 8, buffers.length);
  front.point(buffer + 4, data);
  return Uint8Array.from(Buffer.concat([front.content(), model]));
}

/** The metadata table itself: one subgraph, one input tensor, RGB, normalised. */
function metadata({ mean, std }: Normalization): Uint8Array {
  const builder = new Builder(256);
  const floats = (value: number): number => {
    builder.startVector(4, 1, 4);
    builder.addFloat32(value);
    return builder.endVector();
  };
  const tables = (table: number): number => {
    builder.startVector(4, 1, 4);
    builder.addOffset(table);
    return builder.endVector();
  };
  const [means, stds] = [floats(mean), floats(std)];
  builder.startObject(2); // NormalizationOptions
  builder.addFieldOffset(0, means, 0);
  builder.addFieldOffset(1, stds, 0);
  const options = builder.endObject();
  builder.startObject(2); // ProcessUnit
  builder.addFieldInt8(0, 1, 0); // of the kind NormalizationOptions
  builder.addFieldOffset(1, options, 0);
  const units = tables(builder.endObject());
  builder.startObject(1); // ImageProperties
  builder.addFieldInt8(0, 1, 0); // RGB
  const image = builder.endObject();
  builder.startObject(3); // Content
  builder.addFieldInt8(0, 2, 0); // of the kind ImageProperties
  builder.addFieldOffset(1, image, 0);
  const content = builder.endObject();
  const title = builder.createString('image');
  builder.startObject(7); // TensorMetadata
  builder.addFieldOffset(0, title, 0);
  builder.addFieldOffset(3, content, 0);
  builder.addFieldOffset(4, units, 0);
  const inputs = tables(builder.endObject());
  builder.startObject(8); // SubGraphMetadata
  builder.addFieldOffset(2, inputs, 0);
  const subgraphs = tables(builder.endObject());
  const version = builder.createString('1.0.0');
  builder.startObject(8); // ModelMetadata
  builder.addFieldOffset(3, subgraphs, 0);
  builder.addFieldOffset(7, version, 0); // the oldest reader that understands it
  builder.finish(builder.endObject(), 'M001');
  return builder.asUint8Array();
}

/** Where a table keeps a field, or 0 when it has none. */
function place(view: DataView, table: number, field: number): number {
  const layout = table - view.getInt32(table, true);
  const slot = 4 + 2 * field;
  const offset = slot < view.getUint16(layout, true) ? view.getUint16(layout + slot, true) : 0;
  return offset && table + offset;
}

/** Where the tables of a vector of tables lie; `field`: where the reference to the vector is, 0 for none. */
function elements(view: DataView, field: number): number[] {
  if (!field) return [];
  const vector = field + view.getUint32(field, true);
  return Array.from({ length: view.getUint32(vector, true) }, (_, i) => {
    const at = vector + 4 + 4 * i;
    return at + view.getUint32(at, true);
  });
}
