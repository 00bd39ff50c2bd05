import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Language } from '../../contracts/http/problem';
import { type Dictionary, inLanguage, type Said } from '../words/dictionary';

const kept = 'loa.language';

interface LanguageChoice {
  language: Language;
  choose: (language: Language) => void;
}

const Context = createContext<LanguageChoice>({ language: 'vi', choose: () => undefined });

function remembered(): Language {
  try {
    return localStorage.getItem(kept) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

/** Vietnamese, unless this browser chose English before. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(remembered);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        setLanguage(next);
        try {
          localStorage.setItem(kept, next);
        } catch {
          // A browser that keeps nothing still switches for now.
        }
      },
    }),
    [language],
  );
  return <Context value={value}>{children}</Context>;
}

export const useLanguage = (): LanguageChoice => useContext(Context);

/** The words of a part of the dictionary in the language chosen. */
export function useWords<D extends Dictionary>(words: D): Said<D> {
  return inLanguage(words, useLanguage().language);
}
