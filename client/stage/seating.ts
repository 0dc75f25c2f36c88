import { ROWS, SEATS } from './hall';
import { random } from './random';

/** Where a guest sits; `turn` is the heading of the chest (0 faces +Z), `lots` are two private chances in [0, 1). */
export interface Seat {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly turn: number;
  readonly lean: number;
  readonly scale: number;
  readonly row: number;
  readonly variant: number;
  readonly lots: readonly [number, number];
}

/** The seating plan: the same guests in the same places every evening, each turned a little towards the portal. */
export function seating(variants: number, seed = 7): Seat[] {
  const chance = random(seed);
  const seats: Seat[] = [];
  ROWS.forEach((row, number) => {
    for (const side of [-1, 1]) {
      let last = -1;
      for (let z = SEATS.from + 0.4 + chance() * 0.3; z < SEATS.to - 0.2; z += 0.6 + chance() * 0.1) {
        const empty = chance() < 0.025;
        let variant = Math.floor(chance() * (chance() < 0.6 ? variants - 1 : variants)); // the last one holds up a phone
        if (variant === last) variant = (variant + 1) % variants; // neighbours never wear the same
        last = variant;
        const seat: Seat = {
          x: side * (row.x + 0.12),
          y: row.floor + (chance() - 0.5) * 0.012,
          z,
          turn: (-side * Math.PI) / 2 - side * 0.22 + (chance() - 0.5) * 0.4,
          lean: (chance() - 0.5) * 0.05,
          scale: 0.96 + chance() * 0.07,
          row: number,
          variant,
          lots: [chance(), chance()],
        };
        if (!empty) seats.push(seat);
      }
    }
  });
  return seats;
}
