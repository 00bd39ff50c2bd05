import type { Language } from '../../contracts/http/problem';

/** One entry: both languages, as text or as a function of the same facts. A missing language does not compile. */
export type Entry =
  { vi: string; en: string } | { vi: (...facts: never[]) => string; en: (...facts: never[]) => string };

/** Both languages of an entry take the same facts. */
type Agreeing<E> = E extends { vi: (...facts: infer A) => string; en: (...facts: infer B) => string }
  ? A extends B
    ? B extends A
      ? E
      : never
    : never
  : E;

export type Dictionary = Record<string, Entry>;
/** A dictionary in one language. */
export type Said<D> = {
  readonly [K in keyof D]: D[K] extends { vi: infer T } ? (T extends string ? string : T) : never;
};

/**
 * A part of the dictionary; every page has its own, in src/web/words, so that it is loaded with the page. Vietnamese first:
 *
 *     export const sendWords = dictionary({ title: { vi: 'Gửi bản tin', en: 'Send a bulletin' } });
 */
export function dictionary<const D extends Dictionary>(words: D & { [K in keyof D]: Agreeing<D[K]> }): D {
  return words;
}

const spoken = new WeakMap<object, Record<Language, unknown>>();

/** The dictionary in a language; the same object each time, so that it may stand among a hook's dependencies. */
export function inLanguage<D extends Dictionary>(words: D, language: Language): Said<D> {
  let both = spoken.get(words);
  if (!both) {
    const pick = (of: Language): unknown =>
      Object.fromEntries(Object.entries(words).map(([key, entry]) => [key, entry[of]]));
    both = { vi: pick('vi'), en: pick('en') };
    spoken.set(words, both);
  }
  return both[language] as Said<D>;
}
