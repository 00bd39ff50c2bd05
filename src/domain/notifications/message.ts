import { noticeText } from './notice';
import type { NoticeData, NoticeKind } from './notice-kinds';

export const noticeLanguages = ['vi', 'en'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

/** One notice for one person. */
export interface Telling {
  kind: NoticeKind;
  data: NoticeData;
  language: NoticeLanguage;
  stationName: string;
  /** Where the pages are, such as https://loa.example; null where nobody said. */
  origin: string | null;
}

/** A subject is one line, and short enough for a list on a phone. */
const subjectLength = 120;
/** Push services take 4096 bytes with what encryption adds; a letter of Vietnamese takes up to three. */
const bodyLength = 900;

/** The page of a notice. */
export function pageOf(kind: NoticeKind, { bulletinId, versionId }: NoticeData): string {
  if ((kind === 'approval-asked' || kind === 'approval-reminder') && bulletinId && versionId)
    return `/inbox/${bulletinId}/${versionId}`;
  if (bulletinId) return `/bulletins/${bulletinId}`;
  return pages[kind] ?? '/';
}

const pages: Partial<Record<NoticeKind, string>> = {
  'decision-needed': '/day',
  blocked: '/day',
  delegated: '/inbox',
  'order-waiting': '/day',
  'glass-broken': '/day',
  'slot-displaced': '/slots',
  'device-alarm': '/devices',
  'ledger-gap': '/seals',
  'preflight-red': '/preflight',
  'preflight-amber': '/preflight',
};

const words = {
  vi: {
    open: 'Mở trong Loa',
    why: (station: string) => `Thư tự động của ${station}. Bạn có thể tắt thư trong phần cài đặt thông báo.`,
  },
  en: {
    open: 'Open in Loa',
    why: (station: string) => `Sent by ${station} by itself. Mails can be turned off in the settings of notices.`,
  },
};

/** A mail in plain text: it reads the same everywhere, and nothing in it is fetched. */
export function mailOf({ kind, data, language, stationName, origin }: Telling): { subject: string; text: string } {
  const text = noticeText(kind, data)[language];
  const { open, why } = words[language];
  const link = origin === null ? [] : [`${open}: ${origin}${pageOf(kind, data)}`, ''];
  return {
    subject: shortened(`[${oneLine(stationName)}] ${oneLine(text)}`, subjectLength),
    text: [text, '', ...link, '-- ', why(stationName), ''].join('\n'),
  };
}

/** What a browser's notification shows and opens. */
export function pushOf({ kind, data, language, stationName }: Telling): { title: string; body: string; page: string } {
  const body = shortened(noticeText(kind, data)[language], bodyLength);
  return { title: shortened(oneLine(stationName), subjectLength), body, page: pageOf(kind, data) };
}

/** Titles and reasons are people's: a line break in one would end a header. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function shortened(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}
