import type { Key, Say } from '../common/words.ts';
import type { Advice, Fact } from './advice.ts';

/** An advice in words; a man has a chest where a woman has a bust. */
export function sentence(advice: Advice, say: Say, sex: 'f' | 'm'): string {
  const parts = advice.reason.map((fact, number) => {
    const place = fact.place === 'bust' && sex === 'm' ? 'chest' : fact.place;
    const cm = String(Math.abs(fact.cm));
    return say(key(fact, number, advice.outcome), {
      size: fact.size,
      cm,
      place: say(`fitPlace-${place}` as Key),
    });
  });
  return parts.join(say('fitBetween')) + say('fitEnd');
}

function key(fact: Fact, number: number, outcome: Advice['outcome']): Key {
  if (outcome === 'none') return number ? 'fitLacks' : 'fitNone';
  if (fact.kind === 'ease') return fact.cm < 0 ? 'fitSnug' : 'fitEase';
  return ({ pulls: 'fitPulls', close: 'fitClose', large: 'fitLarge' } as const)[fact.kind];
}
