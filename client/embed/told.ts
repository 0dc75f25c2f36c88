/** What the element shows of a look; addresses are whole. */
export interface Told {
  slug: string;
  title: string;
  house: string;
  price: string;
  page: string;
  poster: string | null;
  glb: string | null;
}

interface Answer {
  slug: string;
  title: string;
  house: { name: string };
  offers: { available: boolean; text: string }[];
  page: string;
  poster: string | null;
  glb: string | null;
}

/** Asks a house for a look in a language. Rejects when there is no such look. */
export async function told(house: string, slug: string, language: string): Promise<Told> {
  if (!/^[-\w]{1,50}$/.test(slug)) throw new Error(`<frontrow-look look="${slug}"> names no look.`);
  const answer = await fetch(`${house}/api/looks/${slug}`, { headers: { 'Accept-Language': language }, credentials: 'omit' });
  if (!answer.ok) throw new Error(`${house} answered ${answer.status}: there is no look "${slug}" there.`);
  const look = (await answer.json()) as Answer;
  const whole = (path: string | null): string | null => (path ? new URL(path, house).href : null);
  return {
    slug,
    title: look.title,
    house: look.house.name,
    price: (look.offers.find(({ available }) => available) ?? look.offers[0])?.text ?? '',
    page: whole(look.page) ?? house,
    poster: whole(look.poster),
    glb: whole(look.glb),
  };
}
