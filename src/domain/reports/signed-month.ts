import { clockLength } from '../airtime/words';
import type { Adjustment } from '../ledger/closing';
import { dateVi, longDateVi } from '../text/vietnamese';
import { count, type Block, type Cell, type Sheet } from './document';
import { airtimeSheet, topicName, type KeptLine, type Period } from './tables';

export interface SignedMonth {
  areaName: string;
  closedBy: string;
  /** Local date of the signature. */
  closedOn: string;
  note: string;
  lastNumber: number;
  reportHash: string;
  /** False where the kept report no longer has that hash. */
  asSigned: boolean;
}

/** A month as it was signed, and below it what came since (L4): the same paper each time, as long as nothing came. */
export function signedMonthSheet(
  month: SignedMonth,
  period: Period,
  report: { lines: readonly KeptLine[]; totals: KeptLine; programmeMs: number },
  adjustments: readonly Adjustment[],
): Sheet {
  const sheet = airtimeSheet(month.areaName, period, report);
  const { closedBy, closedOn, lastNumber, reportHash, note } = month;
  const signed = `${closedBy} ký ngày ${dateVi(closedOn)}, tính đến dòng số ${lastNumber} của nhật ký. Mã báo cáo (SHA-256): ${reportHash}.`;
  return {
    ...sheet,
    name: 'Tháng đã ký',
    blocks: [
      ...(month.asSigned ? [] : [text('CHÚ Ý: báo cáo lưu trong máy không còn đúng mã đã ký.')]),
      ...sheet.blocks,
      text(signed),
      ...(note ? [text(`Ghi chú khi ký: ${note}`)] : []),
      ...adjustmentsOf(adjustments),
    ],
    signOff: {
      placeAndDate: `${month.areaName}, ${longDateVi(closedOn)}`,
      roles: ['NGƯỜI KÝ THÁNG', 'XÁC NHẬN CỦA UBND'],
    },
  };
}

const text = (said: string): Block => ({ kind: 'text', text: said });

function adjustmentsOf(adjustments: readonly Adjustment[]): Block[] {
  if (adjustments.length === 0) return [];
  const right = (heading: string) => ({ heading, width: 20, align: 'right' as const });
  return [
    {
      kind: 'table',
      heading: 'Điều chỉnh từ khi ký: không đổi số liệu trên, tính vào kỳ đang mở',
      columns: [
        { heading: 'Lĩnh vực', width: 40 },
        { heading: 'Xã, phường', width: 30 },
        right('Kế hoạch'),
        right('Đã phát'),
        right('Lượt phát trọn'),
      ],
      rows: adjustments.map(({ topic, commune, changes: { plannedMs = 0, airedMs = 0, played = 0 } }): Cell[] => [
        topicName({ topic }),
        commune?.name ?? '',
        moreOrLess(plannedMs),
        moreOrLess(airedMs),
        count(played),
      ]),
    },
  ];
}

const moreOrLess = (ms: number): string => `${ms < 0 ? '−' : '+'}${clockLength(Math.abs(ms))}`;
