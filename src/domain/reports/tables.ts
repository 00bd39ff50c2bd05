import type { ReportLine } from '../airtime/report';
import type { Measures } from '../airtime/rollup';
import { clockLength, noTopic, reasonInWords, resultWords } from '../airtime/words';
import type { ItemResult } from '../airtime/result';
import { dateVi } from '../text/vietnamese';
import {
  count,
  length,
  share,
  type Bars,
  type Block,
  type Cell,
  type Column,
  type Sheet,
  type Table,
} from './document';

export interface Period {
  from: string;
  to: string;
}

const periodText = ({ from, to }: Period): string => `Từ ngày ${dateVi(from)} đến ngày ${dateVi(to)}`;
const right = (heading: string, width: number): Column => ({ heading, width, align: 'right' });

export const topicName = (line: Pick<ReportLine, 'topic'>): string =>
  line.topic?.code ? `${line.topic.code} ${line.topic.name}`.trim() : noTopic;

/** The measured columns of an airtime table: the four truths beside each other, attested time apart. */
const airtimeColumns: readonly Column[] = [
  right('Kế hoạch', 10),
  right('Đã tới máy', 10),
  right('Đã phát', 10),
  right('Máy nghe thấy', 10),
  right('Tỷ lệ', 8),
  right('Xác nhận tay', 10),
  right('Lượt', 6),
  right('Phát trọn', 8),
  right('Thiết bị tới', 11),
  right('Thôn tới', 9),
];

/** A line as it was kept: some were signed before these two were counted. */
type Uncounted = 'deliveredMs' | 'soundedMs';
export type KeptLine = Omit<ReportLine, Uncounted> & Partial<Pick<ReportLine, Uncounted>>;

const airtimeCells = (sums: Omit<Measures, Uncounted> & Partial<Pick<Measures, Uncounted>>): Cell[] => [
  length(sums.plannedMs),
  sums.deliveredMs === undefined ? '' : length(sums.deliveredMs),
  length(sums.airedMs),
  sums.soundedMs === undefined ? '' : length(sums.soundedMs),
  share(sums.airedMs, sums.plannedMs),
  length(sums.attestedMs),
  count(sums.airings),
  count(sums.played),
  `${sums.devicesReached}/${sums.devicesAll}`,
  `${sums.zonesReached}/${sums.zonesAll}`,
];

/** Airtime by topic and commune; `programmeMs` is what several communes heard together, counted once (L6). */
export function airtimeSheet(
  area: string,
  period: Period,
  report: { lines: readonly KeptLine[]; totals: KeptLine; programmeMs: number },
): Sheet {
  const byTopic = new Map<string, number>();
  for (const line of report.lines) byTopic.set(topicName(line), (byTopic.get(topicName(line)) ?? 0) + line.airedMs);
  const bars = [...byTopic]
    .sort(([, a], [, b]) => b - a)
    .map(([label, ms]) => ({ label, value: length(ms), of: report.totals.airedMs }));
  return {
    name: 'Thời lượng',
    title: 'THỜI LƯỢNG PHÁT THANH THEO LĨNH VỰC VÀ ĐỊA BÀN',
    subtitle: [area, periodText(period)],
    orientation: 'landscape',
    fit: false,
    blocks: [
      {
        kind: 'table',
        columns: [{ heading: 'Lĩnh vực', width: 30 }, { heading: 'Xã, phường', width: 20 }, ...airtimeColumns],
        rows: report.lines.map((line) => [topicName(line), line.commune?.name ?? '', ...airtimeCells(line)]),
        totals: ['Tổng cộng', '', ...airtimeCells(report.totals)],
      },
      {
        kind: 'text',
        text: `Thời lượng tính theo từng xã. Chương trình mà nhiều xã cùng nghe, tính một lần: ${clockLength(report.programmeMs)}.`,
      },
      { kind: 'bars', heading: 'Đã phát theo lĩnh vực', bars },
    ],
    signOff: null,
  };
}

/** Hours by language, content and origin of an area: the statistics of Circular-style forms. */
export function statisticsSheet(
  area: { code: string; name: string },
  period: Period,
  report: { byTopic: readonly ReportLine[]; byCommune: readonly ReportLine[]; totals: ReportLine },
): Sheet {
  const { totals } = report;
  const line = (name: string, ms: number): Cell[] => [name, length(ms), share(ms, totals.airedMs)];
  const table = (heading: string, first: string, rows: Cell[][]): Table => ({
    kind: 'table',
    heading,
    columns: [{ heading: first, width: 60 }, right('Thời lượng', 20), right('Tỷ lệ', 20)],
    rows,
  });
  const chart = (heading: string, bars: [label: string, ms: number][]): Bars => ({
    kind: 'bars',
    heading,
    bars: bars.sort(([, a], [, b]) => b - a).map(([label, ms]) => ({ label, value: length(ms), of: totals.airedMs })),
  });
  const languages = Object.entries(totals.languages).sort(([, a], [, b]) => b - a);
  return {
    name: 'Thống kê',
    title: 'THỐNG KÊ HOẠT ĐỘNG PHÁT THANH CƠ SỞ',
    subtitle: [`${area.name} (mã ${area.code})`, periodText(period)],
    orientation: 'portrait',
    fit: false,
    blocks: [
      table('1. Theo nguồn', 'Nguồn', [
        line('Tự sản xuất', totals.ownMs),
        line('Tiếp âm', totals.relayedMs),
        line('Phát lần đầu', totals.firstMs),
        line('Phát lại', totals.replayMs),
      ]),
      table(
        '2. Theo ngôn ngữ',
        'Ngôn ngữ',
        languages.map(([code, ms]) => line(languageVi(code), ms)),
      ),
      table(
        '3. Theo nội dung',
        'Lĩnh vực',
        report.byTopic.map((one) => line(topicName(one), one.airedMs)),
      ),
      table(
        '4. Theo địa bàn',
        'Xã, phường',
        report.byCommune.map((one) => line(communeName(one), one.airedMs)),
      ),
      chart('Thời lượng theo nguồn', [
        ['Tự sản xuất', totals.ownMs],
        ['Tiếp âm', totals.relayedMs],
      ]),
      chart(
        'Thời lượng theo ngôn ngữ',
        languages.map(([code, ms]) => [languageVi(code), ms]),
      ),
      chart(
        'Thời lượng theo nội dung',
        report.byTopic.map((one) => [topicName(one), one.airedMs]),
      ),
      { kind: 'text', text: `Tổng thời lượng đã phát: ${clockLength(totals.airedMs)} trong ${totals.airings} lượt.` },
    ],
    signOff: null,
  };
}

const communeName = ({ commune }: Pick<ReportLine, 'commune'>): string =>
  commune ? `${commune.code} ${commune.name}` : '';

const languageNames: Record<string, string> = {
  vi: 'Tiếng Việt',
  jra: 'Tiếng Gia Rai',
  bdq: 'Tiếng Ba Na',
  sed: 'Tiếng Xơ Đăng',
  hmn: 'Tiếng Mông',
  tyz: 'Tiếng Tày',
  km: 'Tiếng Khmer',
  rad: 'Tiếng Ê Đê',
};

export const languageVi = (code: string): string => (code === '' ? 'Nhạc hiệu' : (languageNames[code] ?? code));

export interface MissLine {
  result: ItemResult;
  reason: string | null;
  commune: { code: string; name: string };
  airings: number;
  plannedMs: number;
  airedMs: number;
}

/** What did not air whole, and why. */
export function missesSheet(area: string, period: Period, misses: readonly MissLine[]): Sheet {
  const byCause = new Map<string, number>();
  for (const { result, reason, airings } of misses) {
    const cause = [resultWords[result], reasonInWords(reason)].filter(Boolean).join(': ');
    byCause.set(cause, (byCause.get(cause) ?? 0) + airings);
  }
  const sum = (of: (miss: MissLine) => number): number => misses.reduce((all, miss) => all + of(miss), 0);
  return {
    name: 'Lỡ phát',
    title: 'CÁC LƯỢT KHÔNG PHÁT TRỌN VÀ NGUYÊN NHÂN',
    subtitle: [area, periodText(period)],
    orientation: 'portrait',
    fit: false,
    blocks: [
      {
        kind: 'table',
        columns: [
          { heading: 'Kết quả', width: 24 },
          { heading: 'Nguyên nhân', width: 26 },
          { heading: 'Xã, phường', width: 22 },
          right('Lượt', 8),
          right('Kế hoạch', 10),
          right('Đã phát', 10),
        ],
        rows: misses.map((miss) => [
          resultWords[miss.result],
          reasonInWords(miss.reason),
          communeName(miss),
          count(miss.airings),
          length(miss.plannedMs),
          length(miss.airedMs),
        ]),
        totals: [
          'Tổng cộng',
          '',
          '',
          count(sum((miss) => miss.airings)),
          length(sum((miss) => miss.plannedMs)),
          length(sum((miss) => miss.airedMs)),
        ],
      },
      {
        kind: 'bars',
        heading: 'Số lượt theo nguyên nhân',
        bars: [...byCause]
          .sort(([, a], [, b]) => b - a)
          .map(([label, airings]) => ({ label, value: count(airings), of: sum((miss) => miss.airings) })),
      },
    ],
    signOff: null,
  };
}

export interface DeviceLine {
  name: string;
  place: string;
  planned: number;
  played: number;
  cut: number;
  missed: number;
  failed: number;
  unreported: number;
  heardMs: number;
}

/** A chart shows those that need somebody to look; the table has them all. */
const mostBars = 30;

/** How reliably each device did what was planned for it, the worst first. */
export function reliabilitySheet(area: string, period: Period, devices: readonly DeviceLine[]): Sheet {
  const worstFirst = [...devices].sort((a, b) => ratio(a) - ratio(b) || b.planned - a.planned);
  const bars = worstFirst
    .slice(0, mostBars)
    .map(({ name, place, played, planned }) => ({ label: `${name}, ${place}`, value: share(played, planned) }));
  const table: Block = {
    kind: 'table',
    columns: [
      { heading: 'Thiết bị', width: 26 },
      { heading: 'Địa bàn', width: 20 },
      right('Kế hoạch', 9),
      right('Phát trọn', 9),
      right('Tỷ lệ', 9),
      right('Phát dở', 8),
      right('Lỡ', 7),
      right('Lỗi', 7),
      right('Không báo', 9),
      right('Đã phát', 10),
    ],
    rows: worstFirst.map((device) => [
      device.name,
      device.place,
      count(device.planned),
      count(device.played),
      share(device.played, device.planned),
      count(device.cut),
      count(device.missed),
      count(device.failed),
      count(device.unreported),
      length(device.heardMs),
    ]),
  };
  return {
    name: 'Thiết bị',
    title: 'ĐỘ TIN CẬY CỦA THIẾT BỊ PHÁT',
    subtitle: [area, periodText(period)],
    orientation: 'landscape',
    fit: false,
    blocks: [table, { kind: 'bars', heading: 'Tỷ lệ phát trọn, thấp nhất trước', bars }],
    signOff: null,
  };
}

const ratio = ({ played, planned }: DeviceLine): number => (planned === 0 ? 1 : played / planned);
