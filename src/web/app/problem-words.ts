import { ProblemError } from '../../contracts/http/client';
import type { Language } from '../../contracts/http/problem';
import { inLanguage } from '../words/dictionary';
import { shellWords } from '../words/shell';

/** What went wrong and what to do, in the user's language; the service's own words where it refused. */
export function problemWords(error: unknown, language: Language): { title: string; detail: string } {
  if (error instanceof ProblemError) return error.problem[language];
  const words = inLanguage(shellWords, language);
  // A fetch that never reached the service rejects with a TypeError.
  if (error instanceof TypeError) return { title: words.noConnection, detail: words.noConnectionWhat };
  return { title: words.unexpected, detail: words.unexpectedWhat };
}
