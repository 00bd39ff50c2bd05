import type { Fault } from '../../domain/fault';
import type { FaultCode } from '../../domain/fault-codes';
import type { Language, Problem } from './problem';
import { problemTexts, type ProblemText } from './problem-texts';

/** The problem details of a fault. Pure: the same words by API, CLI and web. */
export function problemOf(fault: Fault, language: Language, requestId: string): Problem {
  const text = problemTexts[fault.code] as unknown as ProblemText<FaultCode>;
  const words = (of: Language): { title: string; detail: string } => ({
    title: text.title[of],
    detail: (text.detail[of] as (data: unknown) => string)(fault.data),
  });
  return {
    type: `/problems/${fault.code.toLowerCase().replaceAll('_', '-')}`,
    ...words(language),
    status: text.status,
    instance: `/requests/${requestId}`,
    code: fault.code,
    data: { ...fault.data },
    vi: words('vi'),
    en: words('en'),
  };
}

/** The language an Accept-Language header prefers: Vietnamese unless English weighs more. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const weights = { vi: 0, en: 0 };
  for (const part of (acceptLanguage ?? '').toLowerCase().split(',')) {
    const [tag = '', ...parameters] = part.trim().split(';');
    const language = tag.split('-')[0];
    if (language !== 'vi' && language !== 'en') continue;
    const quality = parameters.map((parameter) => /^\s*q=([0-9.]+)$/.exec(parameter)?.[1]).find(Boolean);
    weights[language] = Math.max(weights[language], quality === undefined ? 1 : Number(quality));
  }
  return weights.en > weights.vi ? 'en' : 'vi';
}
