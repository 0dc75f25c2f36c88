import { describe, expect, it } from 'vitest';
import { large } from './sponsors';

describe('a board that counts', () => {
  it('is large enough, half in sight and not seen from the side', () => {
    expect(large([{ share: 0.02, inSight: 0.8, degrees: 20 }])).toBe(true);
    expect(large([{ share: 0.014, inSight: 1, degrees: 0 }])).toBe(false);
    expect(large([{ share: 0.03, inSight: 0.4, degrees: 0 }])).toBe(false);
    expect(large([{ share: 0.03, inSight: 1, degrees: 56 }])).toBe(false);
    expect(large([])).toBe(false);
  });

  it('may be several of one place, each in sight', () => {
    const card = { share: 0.006, inSight: 1, degrees: 30 };
    expect(large([card, card])).toBe(false);
    expect(large([card, card, card])).toBe(true);
  });
});
