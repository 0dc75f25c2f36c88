import { crc32 } from 'node:zlib';

/** A zip of files that are stored as they are, dated 1980: the same files give the same bytes. */
export function stored(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [title, content] of Object.entries(files)) {
    const name = new TextEncoder().encode(title);
    const facts = [20, 0, 0, 0, 0x21, ...words(crc32(content)), ...words(content.length), ...words(content.length), name.length, 0];
    const head = [...bytes(0x4b50, 0x0403, ...facts), ...name];
    directory.push(Uint8Array.from([...bytes(0x4b50, 0x0201, 20, ...facts, 0, 0, 0, 0, 0, ...words(offset)), ...name]));
    parts.push(Uint8Array.from(head), content);
    offset += head.length + content.length;
  }
  const count = directory.length;
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = bytes(0x4b50, 0x0605, 0, 0, count, count, ...words(size), ...words(offset), 0);
  return Uint8Array.from(Buffer.concat([...parts, ...directory, Uint8Array.from(end)]));
}

/** 32 bits as two words of 16, the low one first. */
const words = (value: number): number[] => [value & 0xffff, value >>> 16];
const bytes = (...values: number[]): number[] => values.flatMap((value) => [value & 0xff, value >>> 8]);
