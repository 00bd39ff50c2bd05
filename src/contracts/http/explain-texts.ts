import type { DeviceAtInstant, Fact, FactCode, Sounding, Verdict } from '../../domain/scheduling/explain-airing';
import { wallClockAt } from '../../domain/time/wall-clock';
import { planWords, type Words } from './plan-words';
import { outcomeInWords } from './result-words';

interface Said {
  at: string;
  who: string;
  reason: Words;
}
type Text = (said: Said) => Words;

const both =
  (vi: string, en: string): Text =>
  () => ({ vi, en });

const sentences: Record<FactCode, Text> = {
  'not-booked': both('Bản tin chưa từng được xếp lịch ở địa bàn này.', 'It was never queued for this area.'),
  'booking-withdrawn': ({ reason }) => ({
    vi: `Lịch phát của bản tin đã bị rút (${reason.vi}).`,
    en: `It was taken off the queue (${reason.en}).`,
  }),
  'no-session': both('Hôm đó địa bàn không có buổi phát nào.', 'The area had no session that day.'),
  'session-blocked': ({ reason }) => ({
    vi: `Buổi phát không lên sóng: ${reason.vi}.`,
    en: `The session did not air: ${reason.en}.`,
  }),
  'session-cancelled': ({ who, reason, at }) => ({
    vi: `${who} hủy buổi phát lúc ${at}: ${reason.vi}.`,
    en: `${who} cancelled the session at ${at}: ${reason.en}.`,
  }),
  'not-asked-for': ({ at }) => ({
    vi: `Bản tin không xin phát trong buổi ${at}.`,
    en: `It did not ask for the session of ${at}.`,
  }),
  planned: ({ at }) => ({ vi: `Theo chương trình, phát lúc ${at}.`, en: `Planned for ${at}.` }),
  'planned-again': ({ at }) => ({
    vi: `Theo chương trình, phát lại (PL) lúc ${at}.`,
    en: `Planned for ${at}, as a replay (PL).`,
  }),
  'carried-here': both(
    'Buổi trước không phát được nên chuyển sang buổi này.',
    'It was owed from an earlier session and carried here.',
  ),
  'awaiting-approval': both('Bản tin còn chờ duyệt nên chưa được phát.', 'It awaits approval, so it does not sound.'),
  held: both('Bản tin bị giữ lại: chỗ của nó để im.', 'It is held: its place stays silent.'),
  'left-out': ({ reason }) => ({ vi: `Bị bỏ ra: ${reason.vi}.`, en: `It was left out: ${reason.en}.` }),
  'carried-on': ({ at }) => ({ vi: `Chuyển sang buổi ${at}.`, en: `It goes into the session of ${at}.` }),
  'approval-lost': both('Mất phê duyệt sau khi chốt buổi.', 'It lost its approval after the freeze.'),
  'audio-lost': both(
    'Tệp âm thanh không còn trong kho nên thiết bị không nhận bản tin này.',
    'Its recording is not in the store any more, so no device is given it.',
  ),
  'decision-open': both(
    'Các tin ưu tiên không cùng vừa buổi và chưa ai chọn: tin duyệt trước được phát.',
    'Priority items did not all fit and nobody has decided: the earlier approval stands.',
  ),
  'decided-order': ({ who, reason, at }) => ({
    vi: `${who} chọn thứ tự lúc ${at}: ${reason.vi}.`,
    en: `${who} decided the order at ${at}: ${reason.en}.`,
  }),
  'decided-leave-out': ({ who, reason, at }) => ({
    vi: `${who} bỏ ra khỏi buổi lúc ${at}: ${reason.vi}.`,
    en: `${who} left it out at ${at}: ${reason.en}.`,
  }),
  'decided-hold': ({ who, reason, at }) => ({
    vi: `${who} giữ lại lúc ${at}: ${reason.vi}.`,
    en: `${who} held it at ${at}: ${reason.en}.`,
  }),
  'decided-release': ({ who, reason, at }) => ({
    vi: `${who} bỏ giữ lúc ${at}: ${reason.vi}.`,
    en: `${who} released it at ${at}: ${reason.en}.`,
  }),
  overridden: ({ who, reason, at }) => ({
    vi: `${who} sửa buổi phát sau khi chốt, lúc ${at}: ${reason.vi}.`,
    en: `${who} changed the session after its freeze, at ${at}: ${reason.en}.`,
  }),
  'device-played': ({ who, at, reason }) => ({
    vi: `“${who}” phát trọn vẹn lúc ${at}${bracketed(reason.vi)}.`,
    en: `“${who}” played it whole at ${at}${bracketed(reason.en)}.`,
  }),
  'device-partly': ({ who, reason }) => ({
    vi: `“${who}” chỉ phát một phần${bracketed(reason.vi)}.`,
    en: `“${who}” played a part of it${bracketed(reason.en)}.`,
  }),
  'device-not': ({ who, reason }) => ({
    vi: `“${who}” không phát${bracketed(reason.vi)}.`,
    en: `“${who}” did not play it${bracketed(reason.en)}.`,
  }),
  'device-not-reported': ({ who }) => ({ vi: `“${who}” chưa báo về.`, en: `“${who}” has not reported.` }),
};

/** A fact in words, by the wall clock of the area. */
export function factText({ code, at, who, reason, by }: Fact, zone: string): Words {
  const why = fromDevices.has(code) ? deviceWords(reason, by) : planWords(reason);
  return sentences[code]({ at: at === null ? '—' : momentText(zone, at), who: who ?? '—', reason: why });
}

/** Devices have reasons of their own, some under the planner's names. */
const fromDevices: ReadonlySet<FactCode> = new Set<FactCode>(['device-played', 'device-partly', 'device-not']);

function deviceWords(reason: string | null, by: string | null): Words {
  if (reason === null) return { vi: '', en: '' };
  const { vi, en } = outcomeInWords(reason);
  return by === null ? { vi, en } : { vi: `${vi}: ${by}`, en: `${en}: ${by}` };
}

const bracketed = (text: string): string => (text === '' ? '' : ` (${text})`);

export const verdictTexts: Record<Verdict, Words> = {
  played: { vi: 'Đã phát.', en: 'It played.' },
  partly: { vi: 'Phát một phần.', en: 'It played in part.' },
  'not-played': { vi: 'Không phát.', en: 'It did not play.' },
  'will-play': { vi: 'Sẽ phát.', en: 'It will play.' },
  'will-not-play': { vi: 'Sẽ không phát.', en: 'It will not play.' },
  unknown: { vi: 'Chưa biết: thiết bị chưa báo về.', en: 'Not known: devices have not reported.' },
};

/** What one device sounded, in words. */
export function soundingText(sounding: Sounding, { device, title, alarmed }: DeviceAtInstant): Words {
  if (sounding === 'ours')
    return { vi: `“${device}” đang phát “${title}”.`, en: `“${device}” was playing “${title}”.` };
  if (alarmed)
    return {
      vi: `Chưa biết: “${device}” báo có tiếng lúc đó mà không phải do nó phát.`,
      en: `Not known: “${device}” reported sound then that it did not give.`,
    };
  if (sounding === 'unknown')
    return {
      vi: `Chưa biết: “${device}” chưa báo về cho thời điểm đó.`,
      en: `Not known: “${device}” has not reported for that moment.`,
    };
  return {
    vi: `“${device}” không phát gì của đài.`,
    en: `“${device}” was playing nothing of ours.`,
  };
}

/** `17:00 5/1/2026`. */
function momentText(zone: string, at: number): string {
  const { localTime, localDate } = wallClockAt(zone, at);
  const [year, month, day] = localDate.split('-').map(Number);
  return `${localTime} ${day}/${month}/${year}`;
}
