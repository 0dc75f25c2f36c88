/** What of the room goes into its address: looks, sizes, view. Never a measure. */
export interface View {
  readonly looks: readonly string[];
  readonly sizes: Readonly<Record<string, string>>;
  readonly face: 'front' | 'back';
  readonly map: 'cloth' | 'tightness' | 'strain';
}

const SIZE = /^(?:[2-9]?X{0,2}[SL]|M|made)$/;

export function readView(search: string): View {
  const query = new URLSearchParams(search);
  const looks = query.getAll('look').flatMap((slugs) => slugs.split(',')).filter(Boolean);
  const sizes = (query.get('size') ?? '').split(',');
  const map = query.get('map');
  return {
    looks,
    sizes: Object.fromEntries(looks.flatMap((look, i) => (SIZE.test(sizes[i] ?? '') ? [[look, sizes[i] as string]] : []))),
    face: query.get('view') === 'back' ? 'back' : 'front',
    map: map === 'tightness' || map === 'strain' ? map : 'cloth',
  };
}

/** The address, from its question mark on. */
export function writeView({ looks, sizes, face, map }: View): string {
  const parts = [`look=${looks.map(encodeURIComponent).join(',')}`];
  if (looks.some((look) => sizes[look])) parts.push(`size=${looks.map((look) => sizes[look] ?? '').join(',')}`);
  if (face === 'back') parts.push('view=back');
  if (map !== 'cloth') parts.push(`map=${map}`);
  return looks.length ? `?${parts.join('&')}` : '';
}
