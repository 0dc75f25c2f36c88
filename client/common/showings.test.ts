import { describe, expect, it } from 'vitest';
import { Showings } from './showings';

function watched(measuring = () => true) {
  const sent: [string, number][][] = [];
  const showings = new Showings(measuring, (body) => sent.push((JSON.parse(body) as { seen: [string, number][] }).seen));
  return { sent, showings };
}

describe('what counts as seen', () => {
  it('is what was in sight for a second on end', () => {
    const { sent, showings } = watched();
    showings.see(['a'], 0.5);
    showings.see([], 0.5);
    showings.see(['a'], 0.75);
    expect(sent).toEqual([]);
    showings.see(['a'], 0.25);
    expect(sent).toEqual([[['a', 1]]]);
  });

  it('is told once, and once more with all its seconds as the page goes', () => {
    const { sent, showings } = watched();
    for (let i = 0; i < 20; i++) showings.see(['a', 'b'], 0.25);
    for (let i = 0; i < 8; i++) showings.see(['b'], 0.25);
    showings.leave();
    showings.leave();
    expect(sent).toEqual([[['a', 1], ['b', 1]], [['a', 5], ['b', 7]]]);
  });

  it('is nothing without consent, nor what was in sight before it', () => {
    let agreed = false;
    const { sent, showings } = watched(() => agreed);
    for (let i = 0; i < 8; i++) showings.see(['a'], 0.5);
    showings.leave();
    agreed = true;
    showings.see(['a'], 0.5);
    expect(sent).toEqual([]);
    showings.see(['a'], 0.5);
    expect(sent).toEqual([[['a', 1]]]);
  });
});
