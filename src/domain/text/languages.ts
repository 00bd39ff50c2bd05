/** The languages that bulletins are read in (BCP 47; for the languages of peoples their codes of ISO 639-3), and what is missing. */

export interface LanguageName {
  vi: string;
  en: string;
}

/** Those that Vietnamese radio is made in, the ones with the most programmes first. Others may be stated by their code. */
export const languageNames: Readonly<Record<string, LanguageName>> = {
  vi: { vi: 'Tiếng Việt', en: 'Vietnamese' },
  jra: { vi: 'Tiếng Gia Rai', en: 'Jarai' },
  bdq: { vi: 'Tiếng Ba Na', en: 'Bahnar' },
  sed: { vi: 'Tiếng Xơ Đăng', en: 'Sedang' },
  rad: { vi: 'Tiếng Ê Đê', en: 'Rade' },
  jeh: { vi: 'Tiếng Giẻ Triêng', en: 'Jeh' },
  hre: { vi: 'Tiếng Hrê', en: 'Hre' },
  cmo: { vi: 'Tiếng Mnông', en: 'Central Mnong' },
  kpm: { vi: 'Tiếng Cơ Ho', en: 'Koho' },
  rog: { vi: 'Tiếng Raglai', en: 'Northern Roglai' },
  cjm: { vi: 'Tiếng Chăm', en: 'Eastern Cham' },
  km: { vi: 'Tiếng Khmer', en: 'Khmer' },
  sti: { vi: 'Tiếng Xtiêng', en: 'Stieng' },
  bru: { vi: 'Tiếng Bru', en: 'Eastern Bru' },
  ktv: { vi: 'Tiếng Cơ Tu', en: 'Eastern Katu' },
  hmn: { vi: 'Tiếng Mông', en: 'Hmong' },
  tyz: { vi: 'Tiếng Tày', en: 'Tày' },
  nut: { vi: 'Tiếng Nùng', en: 'Nung' },
  blt: { vi: 'Tiếng Thái', en: 'Tai Dam' },
  mtq: { vi: 'Tiếng Mường', en: 'Muong' },
  ium: { vi: 'Tiếng Dao', en: 'Iu Mien' },
  zh: { vi: 'Tiếng Hoa', en: 'Chinese' },
  en: { vi: 'Tiếng Anh', en: 'English' },
};

/** A language by its name; one without a name by its code. */
export const languageName = (code: string): LanguageName => languageNames[code] ?? { vi: code, en: code };

/** What is stated and there is nothing in; nothing is missing where nothing is stated. */
export function missingLanguages(stated: readonly string[] | null, there: readonly string[]): string[] {
  return (stated ?? []).filter((language) => !there.includes(language));
}

/**
 * Which languages of an item are heard where these are stated: those; all of them where none is stated, or where it has none of those:
 * an item in another language is better than silence.
 */
export function heardLanguages(stated: readonly string[] | null, there: readonly string[]): string[] {
  const wanted = there.filter((language) => stated === null || stated.includes(language));
  return wanted.length > 0 ? wanted : [...there];
}

export interface ItemInLanguages {
  /** The bulletin. */
  ref: string;
  title: string;
  /** That it is there in, approved. */
  languages: readonly string[];
}

/** An item that a commune hears, and a language it states that the item is not there in. */
export interface LanguageFinding {
  ref: string;
  title: string;
  language: string;
}

/** What a day's items leave unsaid in the languages of a commune: for pre-flight, each item and language once. */
export function languageFindings(
  stated: readonly string[] | null,
  items: readonly ItemInLanguages[],
): LanguageFinding[] {
  const seen = new Set<string>();
  return items
    .filter(({ ref }) => !seen.has(ref) && seen.add(ref))
    .flatMap(({ ref, title, languages }) =>
      missingLanguages(stated, languages).map((language) => ({ ref, title, language })),
    );
}

export type LanguageState = 'approved' | 'in-work' | 'missing';

/** One language that a bulletin is to be heard in, and how far its version has come. */
export interface StatedLanguage {
  language: string;
  /** Communes that state it. */
  communes: number;
  state: LanguageState;
}

/**
 * The languages of where a bulletin is to be heard, the most stated first, against its versions.
 * @param stated languages, each with the number of communes that state it
 */
export function languageStates(
  stated: ReadonlyMap<string, number>,
  versions: readonly { language: string; state: 'approved' | 'in-work' }[],
): StatedLanguage[] {
  const stateOf = (language: string): LanguageState => {
    const states = versions.filter((version) => version.language === language).map(({ state }) => state);
    return states.includes('approved') ? 'approved' : (states[0] ?? 'missing');
  };
  return [...stated]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([language, communes]) => ({ language, communes, state: stateOf(language) }));
}
