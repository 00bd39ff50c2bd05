import type { PhaseReport, TargetResult } from '../campaigns/report';
import { dateVi, longDateVi } from '../text/vietnamese';
import { count, length, share, type Block, type Cell, type Column, type Measure, type Sheet } from './document';

export interface ReportedPhase extends PhaseReport {
  title: string;
  from: string;
  to: string;
  /** What each content is about, by its id. */
  texts: ReadonlyMap<string, string>;
}

export interface ReportedCampaign {
  title: string;
  /** Whom the report is of: an area, or how many communes. */
  place: string;
  communesAll: number;
  /** The last date whose airings are counted; null: up to the moment it is drawn up. */
  until: string | null;
  phases: readonly ReportedPhase[];
  topicNames: ReadonlyMap<string, string>;
  areaNames: ReadonlyMap<string, string>;
}

const right = (heading: string, width: number): Column => ({ heading, width, align: 'right' });
const minutes = (ms: number): Measure => ({ kind: 'number', value: ms / 60_000, digits: 1 });
const ofAll = (part: number, whole: number): string => `${part}/${whole}`;

/** What a campaign came to, for the People's Committee: contents and titles, counts, minutes and targets, phase by phase. */
export function campaignSheet(campaign: ReportedCampaign, drawnUpOn: string): Sheet {
  const { title, place, phases, until } = campaign;
  const [first, last] = [phases[0], phases.at(-1)];
  return {
    name: 'Kế hoạch',
    title: 'BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH TUYÊN TRUYỀN',
    subtitle: [
      title,
      place,
      ...(first && last ? [`Từ ngày ${dateVi(first.from)} đến ngày ${dateVi(last.to)}`] : []),
      ...(until === null ? [] : [`Số liệu đến hết ngày ${dateVi(until)}`]),
      'Kính gửi: Ủy ban nhân dân',
    ],
    orientation: 'portrait',
    fit: false,
    blocks: [summaryOf(campaign), ...phases.flatMap((phase, i) => phaseBlocks(campaign, phase, i))],
    signOff: {
      placeAndDate: longDateVi(drawnUpOn).replace(/^n/, 'N'),
      roles: ['NGƯỜI LẬP BÁO CÁO', 'THỦ TRƯỞNG ĐƠN VỊ', 'XÁC NHẬN CỦA UBND'],
    },
  };
}

const nameOf = ({ title }: ReportedPhase, i: number): string => title || `Giai đoạn ${i + 1}`;
const covered = ({ contents }: ReportedPhase): number => contents.filter(({ ms }) => ms > 0).length;

function summaryOf({ phases, communesAll }: ReportedCampaign): Block {
  return {
    kind: 'table',
    heading: 'Tổng hợp theo giai đoạn',
    columns: [
      { heading: 'Giai đoạn', width: 28 },
      { heading: 'Thời gian', width: 24, align: 'center' },
      right('Nội dung đã phát', 12),
      right('Lượt phát trọn', 11),
      right('Thời lượng', 12),
      right('Xã đã nghe', 12),
    ],
    rows: phases.map((phase, i) => [
      nameOf(phase, i),
      `${dateVi(phase.from)}–${dateVi(phase.to)}`,
      ofAll(covered(phase), phase.contents.length),
      count(phase.total.airings),
      length(phase.total.ms),
      ofAll(phase.communesHeard, communesAll),
    ]),
  };
}

function phaseBlocks(campaign: ReportedCampaign, phase: ReportedPhase, i: number): Block[] {
  const name = nameOf(phase, i);
  const textOf = (id: string): string => phase.texts.get(id) ?? '';
  const titleRows = (titles: PhaseReport['others'], n: string): Cell[][] =>
    titles.map(({ title, airings, ms }, j) => [`${n}.${j + 1}`, title, count(airings), length(ms), '']);
  const contents: Block = {
    kind: 'table',
    heading: `${name}: nội dung và bản tin đã phát`,
    columns: [
      { heading: 'Số', width: 6 },
      { heading: 'Nội dung, bản tin', width: 55 },
      right('Lượt phát trọn', 12),
      right('Thời lượng', 14),
      right('Xã đã nghe', 13),
    ],
    rows: [
      ...phase.contents.flatMap(({ id, airings, ms, communes, titles }, n) => [
        [`${n + 1}`, textOf(id), count(airings), length(ms), ofAll(communes, campaign.communesAll)],
        ...titleRows(titles, `${n + 1}`),
      ]),
      ...(phase.others.length > 0 ? [[`${phase.contents.length + 1}`, 'Bản tin khác của kế hoạch', '', '', '']] : []),
      ...titleRows(phase.others, `${phase.contents.length + 1}`),
    ],
    totals: [
      '',
      'Cộng',
      count(phase.total.airings),
      length(phase.total.ms),
      ofAll(phase.communesHeard, campaign.communesAll),
    ],
  };
  const bars: Block = {
    kind: 'bars',
    heading: `${name}: thời lượng theo nội dung`,
    bars: phase.contents.map(({ id, ms }) => ({ label: textOf(id), value: length(ms), of: phase.total.ms })),
  };
  return [
    contents,
    ...(phase.total.ms > 0 ? [bars] : []),
    ...targetBlocks(campaign, phase, name),
    ...(campaign.communesAll > 1 ? [communesOf(phase, name)] : []),
  ];
}

function targetBlocks(campaign: ReportedCampaign, { targets }: ReportedPhase, name: string): Block[] {
  if (targets.length === 0) return [{ kind: 'text', text: `${name}: kế hoạch chưa đặt chỉ tiêu.` }];
  return [
    {
      kind: 'table',
      heading: `${name}: kết quả so với chỉ tiêu`,
      columns: [
        { heading: 'Chỉ tiêu', width: 34 },
        right('Phút: chỉ tiêu', 11),
        right('Phút: đã phát', 11),
        right('Tỷ lệ', 9),
        right('Lượt: chỉ tiêu', 10),
        right('Lượt: đã phát', 10),
        right('Tỷ lệ', 9),
        right('Đạt', 9),
      ],
      rows: targets.map((result) => targetRow(campaign, result)),
    },
    {
      kind: 'text',
      text: 'Chỉ tiêu theo tuần tính trên những tuần đã hết. «Đạt»: số xã, hoặc số tuần của các xã, đã phát đủ trên tổng số.',
    },
  ];
}

function targetRow({ topicNames, areaNames }: ReportedCampaign, result: TargetResult): Cell[] {
  const { target, wanted, done, met, periods } = result;
  const { topicCode, areaCode, per, minutes: aimedMinutes, airings: aimedAirings } = target;
  const what = [
    topicCode === null ? 'Mọi lĩnh vực' : (topicNames.get(topicCode) ?? topicCode),
    ...(areaCode === null ? [] : [areaNames.get(areaCode) ?? areaCode]),
    `mỗi xã, ${per === 'week' ? 'mỗi tuần' : 'cả giai đoạn'}: ${[
      ...(aimedMinutes === null ? [] : [`${aimedMinutes} phút`]),
      ...(aimedAirings === null ? [] : [`${aimedAirings} lượt`]),
    ].join(', ')}`,
  ];
  const side = (aimed: number | null, wantedOf: number, doneOf: number, shown: (value: number) => Cell): Cell[] =>
    aimed === null ? ['–', shown(doneOf), '–'] : [shown(wantedOf), shown(doneOf), share(doneOf, wantedOf)];
  return [
    what.join(', '),
    ...side(aimedMinutes, wanted.ms, done.ms, minutes),
    ...side(aimedAirings, wanted.airings, done.airings, count),
    ofAll(met, periods),
  ];
}

const communesOf = ({ communes, total }: ReportedPhase, name: string): Block => ({
  kind: 'table',
  heading: `${name}: theo địa bàn`,
  columns: [
    { heading: 'Xã, phường', width: 55 },
    right('Lượt phát trọn', 15),
    right('Thời lượng', 15),
    right('Tỷ lệ', 15),
  ],
  rows: communes.map((one) => [`${one.code} ${one.name}`, count(one.airings), length(one.ms), share(one.ms, total.ms)]),
});
