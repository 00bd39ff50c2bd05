import type { NoticeData, NoticeKind } from './notice-kinds';
import { noticeWords, type Facts } from './notice-words';
import { reasonWords } from './reason-words';

/** The one sentence of a notice, in both languages. */
export function noticeText(kind: NoticeKind, data: NoticeData): { vi: string; en: string } {
  const why = reasonWords(data.reason);
  const words = noticeWords[kind];
  const facts = (language: 'vi' | 'en'): Facts => ({
    title: data.title ?? '—',
    reason: why?.[language] ?? (language === 'en' ? data.reasonEn : null) ?? data.reason ?? '—',
    date: dateText(data.localDate),
    place: data.place ?? '—',
    by: data.by ?? '—',
    order: reasonWords(data.order ?? null)?.[language] ?? data.order ?? '—',
    from: dateText(data.from),
    until: dateText(data.until),
    airs: data.airs && { ...data.airs, date: dateText(data.airs.localDate) },
  });
  return { vi: words.vi(facts('vi')), en: words.en(facts('en')) };
}

/** As people here write it: 5/1/2026. */
function dateText(localDate: string | null | undefined): string {
  const [year, month, day] = (localDate ?? '').split('-');
  return year && month && day ? `${Number(day)}/${Number(month)}/${year}` : '—';
}
