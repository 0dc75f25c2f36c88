import { expect, test } from 'vitest';
import { ROOM } from './palette';
import { seating } from './seating';

test('the same guests sit in the same places every evening', () => {
  expect(seating(6)).toEqual(seating(6));
});

test('nobody sits on the runway, and nobody in a neighbour', () => {
  const seats = seating(6);
  expect(seats.length).toBeGreaterThan(150);
  for (const seat of seats) expect(Math.abs(seat.x)).toBeGreaterThan(ROOM.runway + 0.5);
  const rows = new Map<string, number[]>();
  for (const seat of seats)
    rows.set(`${seat.row} ${Math.sign(seat.x)}`, [...(rows.get(`${seat.row} ${Math.sign(seat.x)}`) ?? []), seat.z]);
  for (const row of rows.values())
    row.sort((a, b) => a - b).forEach((z, i) => i && expect(z - (row[i - 1] as number)).toBeGreaterThan(0.55));
});

test('everybody looks towards the runway', () => {
  for (const seat of seating(6)) expect(Math.sin(seat.turn) * Math.sign(seat.x)).toBeLessThan(-0.7);
});
