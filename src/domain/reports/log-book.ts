import type { CommuneAiring } from '../airtime/commune-airing';
import { reasonInWords, resultWords } from '../airtime/words';
import { addDays, weekdayOf, type LocalDate } from '../time/local-date';
import { wallClockAt } from '../time/wall-clock';
import { dateVi, longDateVi, weekdayVi } from '../text/vietnamese';
import { cellText, count, length, share, type Block, type Cell, type Column, type Sheet, type Table } from './document';
import { airingsOf, daySums, titlesInPart, titlesNamedOnce, titlesOf } from './programme-list';

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

/** New titles a session may name where the paper does not hold all of a week; the most that fit are taken. */
const titlesKept = [6, 5, 4, 3, 2, 1, 0];

/**
 * The week's log of one commune on one A4 with lines to sign: "Sổ nhật ký chương trình phát thanh". A week that two sides do not hold
 * keeps every session with its times and lengths, and sums the airings beyond its first titles by topic; one with too many sessions for
 * that keeps a row a day. The sums of the week are the same in all forms.
 */
export function logBookSheet(commune: LogBookCommune, weekFrom: LocalDate, drawnUpOn: LocalDate): Sheet {
  const sessions = sessionsOf(commune.airings);
  const sum = (of: (session: LoggedSession) => number): number => sessions.reduce((all, one) => all + of(one), 0);
  const planned = sum((session) => session.plannedMs);
  const aired = sum((session) => session.airedMs);
  const tableOf = (rows: readonly Cell[][], widths: readonly number[]): Table => ({
    kind: 'table',
    columns: columns.map((column, i) => ({ ...column, width: widths[i] ?? 0 })),
    rows,
    totals: ['Cộng', count(sessions.length), 'buổi phát', length(planned), length(aired), share(aired, planned)],
  });
  const table = (titles: readonly string[], widths: readonly number[]): Table =>
    tableOf(
      sessions.map((session, i) => sessionRow(session, titles[i] ?? '', commune.zone)),
      widths,
    );
  const items = sessions.map((session) => session.items);
  const airings = airingsOf(items.flat());
  const inPart = (most: number): Block[] => {
    const { titles, summed } = titlesInPart(items, most);
    return [table(titles, widthsOfShort), howNamed, whereTheRest(airings, summed)];
  };
  const byDay = (): Block[] => [
    tableOf(
      daysOf(sessions).map((day) => dayRow(day, commune.zone)),
      widthsOfDays,
    ),
    whereTheRest(airings, airings),
  ];
  return {
    name: commune.name,
    title: 'SỔ NHẬT KÝ CHƯƠNG TRÌNH PHÁT THANH',
    subtitle: [`${commune.name}, tuần từ ${dateVi(weekFrom)} đến ${dateVi(addDays(weekFrom, 6))}`],
    orientation: 'portrait',
    fit: true,
    blocks: [table(items.map(titlesOf), widths), ...(sessions.length === 0 ? [nothingAired] : [])],
    ...(sessions.length === 0
      ? {}
      : {
          short: [table(titlesNamedOnce(items), widthsOfShort), howNamed],
          summed: [...titlesKept.map((most) => () => inPart(most)), byDay],
        }),
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
const widthsOfDays = [9.5, 11, 45, 8.2, 8.2, 18.1];
/** Remarks of a day that has a row alone. */
const mostRemarks = 6;

const nothingAired = { kind: 'text', text: 'Trong tuần không có buổi phát nào được ghi nhận.' } as const;
const howNamed = {
  kind: 'text',
  text: 'Mỗi chương trình ghi đủ tên một lần trong tuần, kèm số thứ tự; những lần sau ghi theo số đó. PL: phát lại. TA: tiếp âm.',
} as const;

/** What the paper leaves out, and where it stands. */
const whereTheRest = (airings: number, summed: number): Block => ({
  kind: 'text',
  text:
    `Tuần có ${cellText(count(airings))} lượt phát chương trình, một tờ A4 không ghi hết tên: ${cellText(count(summed))} lượt ` +
    'chỉ ghi số lượt và thời lượng đã phát theo lĩnh vực; các cột thời lượng và dòng cộng vẫn tính đủ. ' +
    'Tên từng chương trình: tải Sổ nhật ký tuần này dạng XLSX, DOCX hoặc CSV, hoặc từng dòng nhật ký phát của xã, ở trang Thời lượng.',
});

function daysOf(sessions: readonly LoggedSession[]): LoggedSession[][] {
  const days = new Map<LocalDate, LoggedSession[]>();
  for (const session of sessions) days.set(session.localDate, [...(days.get(session.localDate) ?? []), session]);
  return [...days.values()];
}

function dayRow(sessions: readonly LoggedSession[], zone: string): Cell[] {
  const items = sessions.flatMap((session) => session.items);
  const startAt = Math.min(...sessions.map((session) => session.startAt));
  const endAt = Math.max(...sessions.map((session) => session.endAt));
  const sum = (of: (session: LoggedSession) => number): number => sessions.reduce((all, one) => all + of(one), 0);
  const whole = { localDate: sessions[0]!.localDate, startAt, endAt, items };
  const day = { ...whole, plannedMs: sum((one) => one.plannedMs), airedMs: sum((one) => one.airedMs) };
  const [date = '', hours = '', ...rest] = sessionRow(day, daySums(items), zone);
  const remarks = remarksOf(items, mostRemarks);
  return [date, `${cellText(hours)} (${sessions.length} buổi)`, ...rest.slice(0, -1), remarks];
}

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

/** What was not as planned, and what a person vouches for; beyond `most` different remarks, how many airings have others. */
function remarksOf(items: readonly LoggedAiring[], most = Infinity): string {
  const remarks = new Map<string, number>();
  const add = (text: string): unknown => remarks.set(text, (remarks.get(text) ?? 0) + 1);
  for (const { result, reason, attestedMs } of items) {
    if (result === null) add('chưa có báo cáo');
    else if (result !== 'played') add([resultWords[result], reasonInWords(reason)].filter(Boolean).join(': '));
    if (attestedMs > 0) add('người trực xác nhận');
  }
  const sorted = most === Infinity ? [...remarks] : [...remarks].sort(([, a], [, b]) => b - a);
  const others = sorted.slice(most).reduce((all, [, times]) => all + times, 0);
  const told = sorted.slice(0, most).map(([text, times]) => (times > 1 ? `${text} (${cellText(count(times))})` : text));
  return [...told, ...(others > 0 ? [`ghi chú khác (${cellText(count(others))})`] : [])].join('; ');
}
