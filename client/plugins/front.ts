const SOFT = 4; // bytes of a table's reference to its layout

/** Bytes of a FlatBuffer written from front to back, so that what comes later can be pointed at. Little-endian. */
export class Front {
  private readonly view = new DataView(new ArrayBuffer(8192));
  private end = 0;

  /** Room for `size` bytes whose place is a multiple of `align`; returns the place. */
  take(size: number, align = 4): number {
    const at = Math.ceil(this.end / align) * align;
    this.end = at + size;
    return at;
  }

  /** A table with these 4-byte fields, each set to 0 when it is there; returns its place. Field i lies 4 (i + 1) on. */
  table(there: readonly boolean[]): number {
    const layout = this.take(4 + 2 * there.length);
    const at = this.take(SOFT + 4 * there.length);
    this.view.setUint16(layout, 4 + 2 * there.length, true);
    this.view.setUint16(layout + 2, SOFT + 4 * there.length, true);
    there.forEach((yes, i) => this.view.setUint16(layout + 4 + 2 * i, yes ? SOFT + 4 * i : 0, true));
    this.view.setInt32(at, at - layout, true);
    return at;
  }

  /** A vector of references, which are still to be set, or of bytes; returns its place. */
  vector(content: number | Uint8Array, align = 4): number {
    const [count, size] = typeof content === 'number' ? [content, 4 * content] : [content.length, content.length];
    const at = this.take(align + size, align) + align - 4; // the content begins at a multiple of `align`
    this.view.setUint32(at, count, true);
    if (typeof content !== 'number') this.bytes.set(content, at + 4);
    return at;
  }

  set(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }

  /** Lets the reference at one place point to a later one. */
  point(at: number, to: number): void {
    if (to <= at) throw new Error('a FlatBuffer points forwards only');
    this.set(at, to - at);
  }

  /** What was written. */
  content(): Uint8Array {
    return this.bytes.subarray(0, this.end);
  }

  private get bytes(): Uint8Array {
    return new Uint8Array(this.view.buffer);
  }
}
