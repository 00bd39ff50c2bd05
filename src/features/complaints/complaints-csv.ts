import type { ComplaintView } from '../../contracts/http/complaints';
import { byteOrderMark, csvRecord, sealRecord, type LastSeal } from '../../domain/airtime/csv';
import { outcomeWordsVi, verdictWordsVi } from '../../domain/complaints/complaint';
import { dateVi } from '../../domain/text/vietnamese';
import { wallClockAt } from '../../domain/time/wall-clock';

const channelWords: Record<ComplaintView['channel'], string> = {
  'in-person': 'Trực tiếp',
  phone: 'Điện thoại',
  letter: 'Đơn thư',
  message: 'Tin nhắn',
  meeting: 'Cuộc họp',
};

type Cell = string | number | null;

const columns: [heading: string, cell: (one: ComplaintView, zone: string) => Cell][] = [
  ['Mã', (one) => one.id],
  ['Ngày nhận', (one, zone) => localTime(one.receivedAt, zone)],
  ['Mã địa bàn', (one) => one.areaCode],
  ['Địa bàn', (one) => one.areaName],
  ['Nơi nghe', (one) => one.place],
  ['Từ', (one, zone) => localTime(one.claimedFrom, zone)],
  ['Đến', (one, zone) => localTime(one.claimedTo, zone)],
  ['Nội dung', (one) => one.said],
  ['Người phản ánh', (one) => one.complainant],
  ['Liên hệ', (one) => one.contact],
  ['Hình thức', (one) => channelWords[one.channel]],
  ['Người ghi', (one) => one.recordedBy],
  ['Nhật ký cho thấy', (one) => verdictWordsVi[one.verdict]],
  ['Tình trạng', (one) => (one.state === 'open' ? 'Đang xử lý' : 'Đã trả lời')],
  ['Kết luận', (one) => (one.outcome === null ? '' : outcomeWordsVi[one.outcome])],
  ['Trả lời', (one) => one.answer],
  ['Ngày trả lời', (one, zone) => (one.answeredAt === null ? '' : localTime(one.answeredAt, zone))],
  ['Người trả lời', (one) => one.answeredBy],
];

/** The register as CSV, the seal of the ledger it was judged by last. `zoneOf` gives the IANA zone of a commune. */
export async function* complaintsCsv(
  pages: AsyncIterable<readonly ComplaintView[]>,
  zoneOf: (communeCode: string) => string,
  seal: LastSeal = null,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRecord(columns.map(([heading]) => heading));
  for await (const page of pages)
    yield page.map((one) => csvRecord(columns.map(([, cell]) => cell(one, zoneOf(one.communeCode))))).join('');
  const last = sealRecord(seal, columns);
  if (last) yield last;
}

function localTime(at: number, zone: string): string {
  const { localDate, localTime: minute } = wallClockAt(zone, at);
  return `${minute} ${dateVi(localDate)}`;
}
