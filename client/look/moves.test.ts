import { describe, expect, test } from 'vitest';
import type { Clip } from '../stage';
import { moves, type Moves, type Wish } from './moves';

const clip = (seconds: number, loop = false, yaw: number[] = []): Clip => ({ seconds, loop, yaw });
const CLIPS = {
  walk: clip(1.07, true),
  stand: clip(2, true),
  go: clip(1),
  stop: clip(1.1),
  pose: clip(3),
  turn: clip(2, false, [0, 0.4, 2.7, Math.PI]),
};
const FRAME = 1 / 60;
/** The pose, of the two in which clips join, that a clip has at its beginning and at its end. */
const ENDS: Record<string, [string, string]> = {
  walk: ['step', 'step'],
  stand: ['still', 'still'],
  go: ['still', 'step'],
  stop: ['step', 'still'],
  pose: ['still', 'still'],
  turn: ['still', 'still'],
};

/** Plays for a while and gives the clips that were seen, having looked at every joint. */
function played(model: Moves, seconds: number): string[] {
  const seen = [model.clip];
  for (let t = 0; t < seconds; t += FRAME) {
    const [clip, at, heading] = [model.clip, model.at, model.heading];
    model.step(FRAME);
    if (model.clip !== clip) {
      const left = Math.min(at < 0.5 ? at : 1, 1 - at) * (CLIPS[clip as keyof typeof CLIPS].seconds + 0);
      expect(left, `${clip} is left before its end`).toBeLessThan(4 * FRAME);
      expect(ENDS[clip]?.[1], `${clip} then ${model.clip}`).toBe(ENDS[model.clip]?.[0]);
      seen.push(model.clip);
    }
    expect(Math.abs(model.heading - heading)).toBeLessThan(0.1);
  }
  return seen;
}

describe('a look with all clips', () => {
  test('walks until told to stand, finishing its step, and starts again', () => {
    const model = moves(CLIPS, false);
    played(model, 0.4);
    model.ask('stand');
    expect(played(model, 4)).toEqual(['walk', 'stop', 'stand']);
    model.ask('walk');
    expect(played(model, 4)).toEqual(['stand', 'go', 'walk']);
  });

  test('turns, and goes back to what it did', () => {
    const model = moves(CLIPS, false);
    model.ask('turn');
    expect(played(model, 7)).toEqual(['walk', 'stop', 'turn', 'go', 'walk']);
    expect(model.heading).toBeCloseTo(Math.PI);
  });

  test('poses after its breath, quickly, whenever it is asked', () => {
    for (let wait = 0; wait < 2; wait += 0.13) {
      const model = moves(CLIPS, false);
      model.ask('stand');
      played(model, 2.2 + wait);
      model.ask('pose');
      expect(played(model, 0.5)).toContain('pose');
    }
  });

  test('comes to rest after a breath, so that nothing is drawn for nobody', () => {
    const model = moves(CLIPS, false);
    model.ask('stand');
    played(model, 6);
    expect([model.resting, model.at]).toEqual([true, 0]);
    model.ask('turn');
    expect(model.resting).toBe(false);
  });

  test('whatever is pressed at whatever moment, no clip is left before its end', () => {
    const wishes: Wish[] = ['walk', 'pose', 'stand', 'turn', 'turn', 'walk', 'pose', 'pose', 'walk', 'stand'];
    const model = moves(CLIPS, false);
    wishes.forEach((wish, index) => {
      model.ask(wish);
      played(model, 0.3 + 0.37 * index);
    });
  });

  test('with reduced motion stands still, and shows rather than plays', () => {
    const model = moves(CLIPS, true);
    expect([model.clip, model.resting]).toEqual(['stand', true]);
    model.ask('pose');
    expect([model.clip, model.at, model.resting]).toEqual(['pose', 0.5, true]);
    model.ask('turn');
    expect(model.heading).toBeCloseTo(Math.PI);
    model.ask('stand');
    expect([model.clip, model.at]).toEqual(['stand', 0]);
    model.ask('walk');
    model.step(0.5);
    expect([model.clip, model.resting]).toEqual(['walk', false]);
  });
});

test('a look that only walks is offered no pose, holds its step, and is turned as on a stand', () => {
  const model = moves({ walk: clip(1.07, true) }, false);
  expect(model.wishes).toEqual(['stand', 'walk', 'turn']);
  model.step(0.3);
  model.ask('stand');
  const held = model.at;
  model.ask('turn');
  for (let i = 0; i < 80; i++) model.step(FRAME);
  expect([model.clip, model.at, model.resting]).toEqual(['walk', held, true]);
  expect(model.heading).toBeCloseTo(Math.PI);
});
