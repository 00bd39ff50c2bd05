import type { CommuneAiring } from '../airtime/commune-airing';
import { reasonInWords, resultWords } from '../airtime/words';
import { addDays, weekdayOf, type LocalDate } from '../time/local-date';
import { wallClockAt } from '../time/wall-clock';
import { dateVi, longDateVi, weekdayVi } from '../text/vietnamese';
import { cellText, count, length, share, type Cell, type Column, type Sheet, type Table } from './document';
import { titlesNamedOnce, titlesOf } from './programme-list';

export type LoggedAiring = Pick<
  CommuneAiring,
  | 'localDate'
  | 'title'
  | 'topicName'
  | 'itemKind'
  | 'origin'
  | 'replay'
  | 'plannedStartAt'
  | 'plannedMs'
  | 'airedMs'
  | 'attestedMs'
> & { result: CommuneAiring['result'] | null; reason: CommuneAiring['reason'] | null };

export interface LogBookCommune {
  name: string;
  zone: string;
  airings: readonly LoggedAiring[];
}

/** Items further apart than this belong to two sessions. */
const sessionGapMs = 3 * 60_000;

/** What a commune heard in one go. */
export interface LoggedSession {
  localDate: LocalDate;
  startAt: number;
  endAt: number;
  plannedMs: number;
  airedMs: number;
  items: LoggedAiring[];
}

/** Sessions of a commune in order: items of one day that follow each other closely. */
export function sessionsOf(airings: readonly LoggedAiring[]): LoggedSession[] {
  const sessions: LoggedSession[] = [];
  for (const airing of [...airings].sort((a, b) => a.plannedStartAt - b.plannedStartAt)) {
    const last = sessions.at(-1);
    const endAt = airing.plannedStartAt + airing.plannedMs;
    if (last && last.localDate === airing.localDate && airing.plannedStartAt - last.endAt <= sessionGapMs) {
      last.items.push(airing);
      last.endAt = Math.max(last.endAt, endAt);
      last.plannedMs += airing.plannedMs;
      last.airedMs += airing.airedMs;
    } else {
      sessions.push({
        localDate: airing.localDate,
        startAt: airing.plannedStartAt,
        endAt,
        plannedMs: airing.plannedMs,
        airedMs: airing.airedMs,
        items: [airing],
      });
    }
  }
  return sessions;
}

/** The week's log of one commune on one A4 with lines to sign: "Sổ nhật ký chương trình phát thanh". */
export function logBookSheet(commune: LogBookCommune, weekFrom: LocalDate, drawnUpOn: LocalDate): Sheet {
  const sessions = sessionsOf(commune.airings);
  const sum = (of: (session: LoggedSession) => number): number => sessions.reduce((all, one) => all + of(one), 0);
  const planned = sum((session) => session.plannedMs);
  const aired = sum((session) => session.airedMs);
  const table = (titles: readonly string[], widths: readonly number[]): Table => ({
    kind: 'table',
    columns: columns.map((column, i) => ({ ...column, width: widths[i] ?? 0 })),
    rows: sessions.map((session, i) => sessionRow(session, titles[i] ?? '', commune.zone)),
    totals: ['Cộng', count(sessions.length), 'buổi phát', length(planned), length(aired), share(aired, planned)],
  });
  const items = sessions.map((session) => session.items);
  return {
    name: commune.name,
    title: 'SỔ NHẬT KÝ CHƯƠNG TRÌNH PHÁT THANH',
    subtitle: [`${commune.name}, tuần từ ${dateVi(weekFrom)} đến ${dateVi(addDays(weekFrom, 6))}`],
    orientation: 'portrait',
    fit: true,
    blocks: [table(items.map(titlesOf), widths), ...(sessions.length === 0 ? [nothingAired] : [])],
    ...(sessions.length === 0 ? {} : { short: [table(titlesNamedOnce(items), widthsOfShort), howNamed] }),
    signOff: {
      placeAndDate: `${commune.name}, ${longDateVi(drawnUpOn)}`,
      roles: ['NGƯỜI LẬP', 'TRƯỞNG ĐÀI', 'XÁC NHẬN CỦA UBND'],
    },
  };
}

const columns: readonly Omit<Column, 'width'>[] = [
  { heading: 'Ngày' },
  { heading: 'Giờ phát', align: 'center' },
  { heading: 'Nội dung chương trình' },
  { heading: 'Kế hoạch', align: 'right' },
  { heading: 'Đã phát', align: 'right' },
  { heading: 'Ghi chú' },
];
const widths = [11.5, 10.5, 45, 9.3, 9.3, 14.4];
/** In small type the titles take what the other columns can spare. */
const widthsOfShort = [9.5, 9, 57, 8.2, 8.2, 8.1];

const nothingAired = { kind: 'text', text: 'Trong tuần không có buổi phát nào được ghi nhận.' } as const;
const howNamed = {
  kind: 'text',
  text: 'Mỗi chương trình ghi đủ tên một lần trong tuần, kèm số thứ tự; những lần sau ghi theo số đó. PL: phát lại. TA: tiếp âm.',
} as const;

function sessionRow(session: LoggedSession, titles: string, zone: string): Cell[] {
  return [
    `${weekdayVi(weekdayOf(session.localDate))} ${dateVi(session.localDate).slice(0, 5)}`,
    `${wallClockAt(zone, session.startAt).localTime}–${wallClockAt(zone, session.endAt).localTime}`,
    titles,
    length(session.plannedMs),
    length(session.airedMs),
    remarksOf(session.items),
  ];
}

/** What was not as planned, and what a person vouches for. */
function remarksOf(items: readonly LoggedAiring[]): string {
  const remarks = new Map<string, number>();
  const add = (text: string): unknown => remarks.set(text, (remarks.get(text) ?? 0) + 1);
  for (const { result, reason, attestedMs } of items) {
    if (result === null) add('chưa có báo cáo');
    else if (result !== 'played') add([resultWords[result], reasonInWords(reason)].filter(Boolean).join(': '));
    if (attestedMs > 0) add('người trực xác nhận');
  }
  return [...remarks].map(([text, times]) => (times > 1 ? `${text} (${cellText(count(times))})` : text)).join('; ');
}
