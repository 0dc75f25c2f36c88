// Points in cells of space, so that those near a place are found without looking at all of them.

const HALF = 512; // cells to each side of the middle

/** Points by the cell they lie in. side: of a cell, metres; no coordinate is farther than 512 of them from the middle. */
export class Cells {
  private readonly points = new Map<number, number[]>();

  constructor(private readonly side: number) {}

  put(x: number, y: number, z: number): void {
    const cell = this.named(this.cell(x), this.cell(y), this.cell(z));
    const there = this.points.get(cell);
    if (there) there.push(x, y, z);
    else this.points.set(cell, [x, y, z]);
  }

  /** Visits the points (3k, metres) of the cell there and of each of its neighbours, until a visit says true. */
  near(x: number, y: number, z: number, visit: (points: readonly number[], cell: number) => boolean): void {
    const [a, b, c] = [this.cell(x), this.cell(y), this.cell(z)];
    for (let k = 0; k < 27; k++) {
      const cell = this.named(a + (k % 3) - 1, b + (Math.floor(k / 3) % 3) - 1, c + Math.floor(k / 9) - 1);
      const points = this.points.get(cell);
      if (points && visit(points, cell)) return;
    }
  }

  private cell(value: number): number {
    return Math.floor(value / this.side) + HALF;
  }

  private named(a: number, b: number, c: number): number {
    return (a * 2 * HALF + b) * 2 * HALF + c;
  }
}
