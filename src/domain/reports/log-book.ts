import type { CommuneAiring } from '../airtime/commune-airing';
import { reasonInWords, resultWords } from '../airtime/words';
import { addDays, weekdayOf, type LocalDate } from '../time/local-date';
import { wallClockAt } from '../time/wall-clock';
import { dateVi, longDateVi, weekdayVi } from '../text/vietnamese';
import { cellText, count, length, share, type Cell, type Sheet } from './document';

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
  return {
    name: commune.name,
    title: 'SỔ NHẬT KÝ CHƯƠNG TRÌNH PHÁT THANH',
    subtitle: [commune.name, `Tuần từ ${dateVi(weekFrom)} đến ${dateVi(addDays(weekFrom, 6))}`],
    orientation: 'portrait',
    fit: true,
    blocks: [
      {
        kind: 'table',
        columns: [
          { heading: 'Ngày', width: 13 },
          { heading: 'Giờ phát', width: 10, align: 'center' },
          { heading: 'Nội dung chương trình', width: 42 },
          { heading: 'Kế hoạch', width: 9, align: 'right' },
          { heading: 'Đã phát', width: 9, align: 'right' },
          { heading: 'Ghi chú', width: 17 },
        ],
        rows: sessions.map((session) => sessionRow(session, commune.zone)),
        totals: ['Cộng', count(sessions.length), 'buổi phát', length(planned), length(aired), share(aired, planned)],
      },
      ...(sessions.length === 0
        ? [{ kind: 'text' as const, text: 'Trong tuần không có buổi phát nào được ghi nhận.' }]
        : []),
    ],
    signOff: {
      placeAndDate: `${commune.name}, ${longDateVi(drawnUpOn)}`,
      roles: ['NGƯỜI LẬP', 'TRƯỞNG ĐÀI', 'XÁC NHẬN CỦA UBND'],
    },
  };
}

function sessionRow(session: LoggedSession, zone: string): Cell[] {
  const programmes = session.items.filter((item) => item.itemKind !== 'chime');
  const titles = programmes.map((item, i) => {
    const marks = [item.replay && 'PL', item.origin === 'relayed' && 'TA'].filter(Boolean).join(', ');
    return `${programmes.length > 1 ? `${i + 1}. ` : ''}${item.title}${marks ? ` (${marks})` : ''}`;
  });
  return [
    `${weekdayVi(weekdayOf(session.localDate))} ${dateVi(session.localDate).slice(0, 5)}`,
    `${wallClockAt(zone, session.startAt).localTime}–${wallClockAt(zone, session.endAt).localTime}`,
    titles.join('; '),
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
