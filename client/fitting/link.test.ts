import { describe, expect, it } from 'vitest';
import { readView, writeView } from './link';

describe('the link to a view of the room', () => {
  it('says looks, sizes and view, and comes back as it was', () => {
    const view = { looks: ['serein-01', 'ondo-02'], sizes: { 'ondo-02': 'made' }, face: 'back', map: 'strain' } as const;
    expect(writeView(view)).toBe('?look=serein-01,ondo-02&size=,made&view=back&map=strain');
    expect(readView(writeView(view))).toEqual(view);
  });

  it('takes looks that a form without scripts asked for', () => {
    expect(readView('?look=a&look=b').looks).toEqual(['a', 'b']);
  });

  it('believes no size or view that there is not', () => {
    expect(readView('?look=a&size=Q%3Cb&view=up&map=all')).toEqual({ looks: ['a'], sizes: {}, face: 'front', map: 'cloth' });
  });
});
