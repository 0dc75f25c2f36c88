import type en from './strings/en.json';

/** The words scripts need, by key; one file a language in `strings/`, all with the keys of English. */
export type Key = keyof typeof en;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

const files = import.meta.glob<{ default: Record<string, string> }>('./strings/*.json');

/** The page's language code as Django writes it: `en`, `zh-hans`. */
export const language = (): string => document.documentElement.lang.toLowerCase() || 'en';

/** Loads the words of a language (English where we have none) and says them, `{name}` filled in. */
export async function words(code = language()): Promise<Say> {
  const file = files[`./strings/${code}.json`] ?? files['./strings/en.json'];
  const table = (await file?.())?.default ?? {};
  return (key, values = {}) =>
    (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The words of a title in the page's language, else in English, else in whatever there is. */
export function inLanguage(title: Record<string, string>, code = language()): string {
  return title[code] ?? title['en'] ?? Object.values(title)[0] ?? '';
}
